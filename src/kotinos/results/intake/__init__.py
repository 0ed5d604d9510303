"""What devices and neighbouring systems say, turned into commands: one small adapter per format, pure; one desk that submits.

``reading`` is what an adapter gives; ``forms`` finds the adapter; ``desk`` names units, keeps order, submits; ``refused`` keeps what could
not be taken; ``watch`` (folders) and ``api`` (HTTP) are the two doors.
"""
