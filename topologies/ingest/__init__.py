"""Cameras, clips, folders and scenes to frame references on Kafka."""
