"""Models: checked, loaded, run and exported. The one place that knows torch, ultralytics and onnxruntime."""
