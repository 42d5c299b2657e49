"""The spec language: parsing with positions, validated models, the set in force."""
