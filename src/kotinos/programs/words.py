"""What the programs say to the person who runs them, in English and in French."""

from __future__ import annotations

import os

_FRENCH = {
    # -- the sealed zone
    "Sealed zone": "Zone scellée",
    "The sealed zone could not be founded: {reason}": "La zone scellée n’a pas pu être fondée : {reason}",
    "none here: `kotinos custody init` founds one (docs/how-to/run-the-sealed-zone.md)": (
        "aucune ici : `kotinos custody init` en fonde une (docs/how-to/run-the-sealed-zone.md)"
    ),
    "no sealed zone on this machine": "aucune zone scellée sur cette machine",
    "`kotinos custody init` founds one, if it is to be here": "`kotinos custody init` en fonde une, si elle doit être ici",
    "the settings of the sealed zone cannot be read: {reason}": "les réglages de la zone scellée sont illisibles : {reason}",
    "restore zone.json from a backup": "rétablissez zone.json depuis une sauvegarde",
    "the sealed zone of {country} in {folder}": "la zone scellée de {country} dans {folder}",
    "its root key is in a hardware module": "sa clé racine est dans un module matériel",
    "its root key is a file under a passphrase, not in a hardware module": (
        "sa clé racine est un fichier sous phrase secrète, non dans un module matériel"
    ),
    "found the zone with --module LIBRARY TOKEN (PKCS#11)": "fondez la zone avec --module BIBLIOTHÈQUE JETON (PKCS#11)",
    "{count} witnesses sign its log": "{count} témoins signent son journal",
    "{outside} of {count} witnesses of its log stand elsewhere; two of other employers are needed": (
        "{outside} témoin(s) de son journal sur {count} se trouvent ailleurs ; il en faut deux, d’autres employeurs"
    ),
    "run `kotinos custody log witness` there and name it in zone.json": (
        "lancez-y `kotinos custody log witness` et nommez-le dans zone.json"
    ),
    "a wall stands around its programs: nothing leaves but where its settings say": (
        "un mur entoure ses programmes : rien ne sort hors des voies que nomment ses réglages"
    ),
    "the wall around its programs is not whole: {reason}": "le mur autour de ses programmes n’est pas entier : {reason}",
    "load what `kotinos custody wall rules` and `kotinos custody wall unit` print": (
        "chargez ce qu’affichent `kotinos custody wall rules` et `kotinos custody wall unit`"
    ),
    "its sites: {sites}": "ses sites : {sites}",
    "no second site is named": "aucun second site n’est nommé",
    "replicate its database, and name both sites in zone.json": "répliquez sa base, et nommez les deux sites dans zone.json",
    "its database is PostgreSQL": "sa base est PostgreSQL",
    "its database is one SQLite file, which has no replica": "sa base est un fichier SQLite, sans réplique",
    "found it with --database postgresql+psycopg://… where a replica is needed": (
        "fondez-la avec --database postgresql+psycopg://… là où une réplique est nécessaire"
    ),
    "the passphrase lies in {folder}, beside what it opens: for demonstrations only": (
        "la phrase secrète est dans {folder}, à côté de ce qu’elle ouvre : pour les démonstrations seulement"
    ),
    "keep it on another medium and name it in KOTINOS_CUSTODY_PASSPHRASE_FILE": (
        "gardez-la sur un autre support et nommez-le dans KOTINOS_CUSTODY_PASSPHRASE_FILE"
    ),
    "no passphrase lies beside what it opens": "aucune phrase secrète à côté de ce qu’elle ouvre",
    # -- doctor: what was looked at
    "Python {version}": "Python {version}",
    "Python 3.11 or newer: install it, then `make run` with PYTHON=python3.11": (
        "Python 3.11 ou plus récent : installez-le, puis `make run` avec PYTHON=python3.11"
    ),
    "{count} packages as locked": "{count} paquets aux versions verrouillées",
    "{count} packages of the installation": "{count} paquets de l’installation",
    "missing or of another version: {names}": "manquants ou d’une autre version : {names}",
    "run tools/setup run": "lancez tools/setup run",
    "run pip install kotinos again": "relancez pip install kotinos",
    "sentences in {languages}": "phrases en {languages}",
    "the catalogue of {language} cannot be read: {reason}": "le catalogue {language} est illisible : {reason}",
    "restore src/kotinos/site/locale": "rétablissez src/kotinos/site/locale",
    "port {port} for the {name}": "port {port} pour {name}",
    "pages": "les pages",
    "intake": "la collecte",
    "feed": "le flux",
    "port {port} for the {name}: {reason}": "port {port} pour {name} : {reason}",
    "end what listens there, or choose another with --{option}": (
        "arrêtez ce qui y écoute, ou choisissez-en un autre avec --{option}"
    ),
    "{free:.1f} GB free in {folder}": "{free:.1f} Go libres dans {folder}",
    "make room: at least {need:g} GB": "faites de la place : au moins {need:g} Go",
    "{folder} can be written": "{folder} est accessible en écriture",
    "{folder} cannot be written: {reason}": "impossible d’écrire dans {folder} : {reason}",
    "choose another folder with --data": "choisissez un autre dossier avec --data",
    "the disk makes a write durable in {ms:.2f} ms (median of {count})": (
        "le disque rend une écriture durable en {ms:.2f} ms (médiane de {count})"
    ),
    "keep the data on a local disk": "gardez les données sur un disque local",
    "the clock says {now}": "l’horloge dit {now}",
    "the clock says {now}, before this version was made": "l’horloge dit {now}, avant que cette version soit faite",
    "the journal's last event is of {last}, later than the clock": (
        "le dernier événement du journal est du {last}, après l’heure de l’horloge"
    ),
    "set the clock: timedatectl set-ntp true": "mettez l’horloge à l’heure : timedatectl set-ntp true",
    "{count} connections at most": "{count} connexions au plus",
    "for more than {count} readers raise the limit: ulimit -Hn 20000": (
        "pour plus de {count} lecteurs, relevez la limite : ulimit -Hn 20000"
    ),
    "PostgreSQL {version} answers": "PostgreSQL {version} répond",
    "PostgreSQL at {where} does not answer: {reason}": "PostgreSQL à {where} ne répond pas : {reason}",
    "start it, or correct --journal and --publications": "démarrez-le, ou corrigez --journal et --publications",
    "NATS at {where} answers": "NATS à {where} répond",
    "NATS at {where} does not answer: {reason}": "NATS à {where} ne répond pas : {reason}",
    "start it, or correct --bus": "démarrez-le, ou corrigez --bus",
    "no journal yet; the first start makes it": "pas encore de journal ; le premier démarrage le crée",
    "the journal opens: {count} events, the last {checked} verified": (
        "le journal s’ouvre : {count} événements, les {checked} derniers vérifiés"
    ),
    "the journal is broken at event {seq}: {reason}": "le journal est rompu à l’événement {seq} : {reason}",
    "do not write to it; take a copy and see docs/explanation/journal.md": (
        "n’y écrivez pas ; prenez-en une copie et voyez docs/explanation/journal.md"
    ),
    "the journal cannot be opened: {reason}": "le journal ne s’ouvre pas : {reason}",
    "correct --journal": "corrigez --journal",
    "{count} clients get documents pushed": "{count} clients reçoivent les documents",
    "the file of clients: {reason}": "le fichier des clients : {reason}",
    "correct it as docs/how-to/push-odf-to-a-client.md shows": (
        "corrigez-le comme le montre docs/how-to/push-odf-to-a-client.md"
    ),
    "the file of keys: {reason}": "le fichier des clés : {reason}",
    "{count} keys may send": "{count} clés peuvent envoyer",
    "correct it as docs/how-to/connect-a-timing-device.md shows": (
        "corrigez-le comme le montre docs/how-to/connect-a-timing-device.md"
    ),
    "{name} at {path}": "{name} : {path}",
    "no {name}": "pas de {name}",
    "run tools/system-packages {kind}": "lancez tools/system-packages {kind}",
    # -- run
    "Reading the journal": "Lecture du journal",
    "no file of clients: name it with --push, KOTINOS_PUSH or push in kotinos.toml": (
        "pas de fichier des clients : nommez-le par --push, KOTINOS_PUSH ou push dans kotinos.toml"
    ),
    "The platform did not start: see the lines above. `kotinos doctor` says what is missing.": (
        "La plateforme n’a pas démarré : voyez les lignes ci-dessus. `kotinos doctor` dit ce qui manque."
    ),
    "Stopped. Everything that was acknowledged is in the journal; the same command goes on from there.": (
        "Arrêté. Tout ce qui a été acquitté est dans le journal ; la même commande reprend là."
    ),
    "{name} ended with code {code}; it is started again in {wait:g} s": (
        "{name} s’est terminé avec le code {code} ; il est relancé dans {wait:g} s"
    ),
    "Port {port} on {host} cannot be used: {reason}. Choose another with --{option}-port.": (
        "Le port {port} de {host} n’est pas utilisable : {reason}. Choisissez-en un autre avec --{option}-port."
    ),
    "key in {file}": "clé dans {file}",
    "Kotinos is running (started in {seconds:.1f} s). Ctrl-C stops it.": (
        "Kotinos tourne (démarré en {seconds:.1f} s). Ctrl-C l’arrête."
    ),
    "Pages": "Pages",
    "Feed": "Flux",
    "Intake": "Collecte",
    "Files": "Fichiers",
    "Journal": "Journal",
    "Try next: open the pages and choose a unit that is live; or, in another terminal:": (
        "Ensuite : ouvrez les pages et choisissez une unité en direct ; ou, dans un autre terminal :"
    ),
    "Try next, in another terminal:": "Ensuite, dans un autre terminal :",
    "Desk: {where} as {name}, password {password} (shown this once)": (
        "Poste de saisie : {where}, nom {name}, mot de passe {password} (montré cette seule fois)"
    ),
    "Desk: {where}, with the password shown at the first start": (
        "Poste de saisie : {where}, avec le mot de passe montré au premier démarrage"
    ),
    # -- doctor: the report
    "What `kotinos run` needs": "Ce qu’il faut à `kotinos run`",
    "Only for tests and benchmarks": "Seulement pour les tests et les mesures",
    "All that `kotinos run` needs is here.": "Tout ce qu’il faut à `kotinos run` est là.",
    "Missing for `kotinos run`: {count}. Mend what is marked ✗ and ask again.": (
        "Il manque à `kotinos run` : {count}. Corrigez ce qui porte ✗ et redemandez."
    ),
}


def say(english: str, **values: object) -> str:
    """``english`` in the language of the environment (``LC_ALL``, ``LC_MESSAGES``, ``LANG``), with its values put in."""
    said = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")
    return (_FRENCH.get(english, english) if said.startswith("fr") else english).format(**values)
