"""The sealed zone: the accreditation file in the hands of a trusted third party. A site of its own; nothing of the open zone imports it."""
