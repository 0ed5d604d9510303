"""A root key in a hardware module, through PKCS#11: made in it, never taken out of it; what it wraps is wrapped there.

The module's own AES-GCM gets its nonce and associated data from us, in the same form as everything else that is sealed
(`kotinos.custody.vault.sealing`): twelve random bytes, the box, the tag.
"""

from __future__ import annotations

import os
import threading
from typing import Any

import pkcs11
from pkcs11 import Attribute, GCMParams, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import PKCS11Error

from kotinos.custody.vault.binding import bound
from kotinos.custody.vault.root import RootUnavailable
from kotinos.custody.vault.sealing import SealBroken

_NONCE, _TAG_BITS = 12, 128


class ModuleRoot:
    """The root key of ``domain`` in the token ``token`` of the PKCS#11 ``module`` (a library's path). Raises `RootUnavailable`.

    The key's label in the token carries the domain, so that a token of another domain is refused. A process signs in to a token once: a
    second root of the same token opens when the first was closed.
    """

    def __init__(self, module: str, token: str, pin: str, domain: str) -> None:
        self.domain = domain
        self._one = threading.Lock()  # a session of PKCS#11 does one thing at a time
        try:
            self._session = _opened(module, token, pin)
            try:
                self._key: Any = self._session.get_key(
                    object_class=ObjectClass.SECRET_KEY, key_type=KeyType.AES, label=_label(domain)
                )
            except BaseException:
                self._session.close()
                raise
        except PKCS11Error as error:
            raise RootUnavailable(
                f"no root key of {domain} in the token {token!r} of {module}: {type(error).__name__}"
            ) from None

    @classmethod
    def make(cls, module: str, token: str, pin: str, domain: str) -> ModuleRoot:
        """A new root key of ``domain`` in the token, which neither shows it nor lets it out."""
        try:
            session = _opened(module, token, pin, to_write=True)
            try:
                there = session.get_objects({Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.LABEL: _label(domain)})
                if list(there):
                    raise RootUnavailable(f"the token {token!r} has a root key of {domain} already")
                session.generate_key(
                    KeyType.AES,
                    256,
                    label=_label(domain),
                    store=True,
                    template={Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False, Attribute.PRIVATE: True},
                )
            finally:
                session.close()
        except PKCS11Error as error:
            raise RootUnavailable(
                f"no key was made in the token {token!r} of {module}: {type(error).__name__}"
            ) from None
        return cls(module, token, pin, domain)

    def wrap(self, key: bytes, *context: str | int) -> bytes:
        """See `kotinos.custody.vault.root.Root`."""
        nonce = os.urandom(_NONCE)
        with self._one:
            box = self._key.encrypt(key, mechanism=Mechanism.AES_GCM, mechanism_param=self._bound(nonce, context))
        return nonce + bytes(box)

    def unwrap(self, wrapped: bytes, *context: str | int) -> bytes:
        """See `kotinos.custody.vault.root.Root`."""
        how = self._bound(wrapped[:_NONCE], context)
        try:
            with self._one:
                return bytes(self._key.decrypt(wrapped[_NONCE:], mechanism=Mechanism.AES_GCM, mechanism_param=how))
        except PKCS11Error:
            raise SealBroken(f"the seal does not hold for {' / '.join(map(str, context))}") from None

    def _bound(self, nonce: bytes, context: tuple[str | int, ...]) -> GCMParams:
        return GCMParams(nonce, bound("root", self.domain, *context), _TAG_BITS)

    def close(self) -> None:
        """Leave the module."""
        self._session.close()


def _label(domain: str) -> str:
    return f"kotinos root {domain}"


def _opened(module: str, token: str, pin: str, *, to_write: bool = False) -> pkcs11.Session:
    try:
        return pkcs11.lib(module).get_token(token_label=token).open(rw=to_write, user_pin=pin)
    except PKCS11Error:
        raise
    except RuntimeError as error:  # the library could not be loaded
        raise RootUnavailable(f"{module}: {error}") from None
