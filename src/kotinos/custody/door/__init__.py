"""The only door to the open zone: what `kotinos.release` names, over mutual TLS."""
