"""The schéma départemental and the contract with the State, followed to their end."""
