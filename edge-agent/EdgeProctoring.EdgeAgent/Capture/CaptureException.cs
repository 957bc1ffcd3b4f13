namespace EdgeProctoring.EdgeAgent;

/// <summary>A camera does not deliver, and why.</summary>
internal sealed class CaptureException(string message) : Exception(message);
