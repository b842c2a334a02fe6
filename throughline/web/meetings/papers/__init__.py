"""Papers, packs, their issues and referrals."""
