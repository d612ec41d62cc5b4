"""What hosts install Footage by: a bundle, a plugin that is an extension too, links; all made from what the code knows.

`python -m installers` writes the kept files anew, `python -m installers bundle` packs the bundle (`make bundle`).
"""
