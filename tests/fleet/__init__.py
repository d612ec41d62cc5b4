"""An installation for teams under load, while its parts are killed, restarted, cut off, slowed and filled up."""
