"""Sites with real footage: how each is asked, which of its clips fits, and where the clip's file is."""
