"""What ORIN runs on: topics and users, Compose, Helm chart, images, dashboard, alerts."""
