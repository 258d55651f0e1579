"""The first stage: YAML files become typed items that know their place."""
