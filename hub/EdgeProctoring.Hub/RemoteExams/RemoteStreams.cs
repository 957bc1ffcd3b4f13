namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>What a student's page may send: its name in the address, its media type, and the name of its minutes in the record.</summary>
internal sealed record RemoteStream(string Name, string MediaType, string? Coverage, int MostBytes);

internal static class RemoteStreams
{
    public const string Pictures = "pictures";
    public const string Events = "events";
    public const string Identity = "identity";
    public const string Webcam = "webcam";
    public const string Microphone = "mic";

    private const int Media = 1024 * 1024;

    private static readonly Dictionary<string, RemoteStream> _streams = new RemoteStream[]
    {
        new(Webcam, "video/webm", "webcam", Media), new(Microphone, "audio/webm", "audio", Media), new("screen", "video/webm", "screen", Media),
        new(Pictures, "image/jpeg", null, 256 * 1024), new(Events, "application/json", null, 64 * 1024), new(Identity, "image/jpeg", null, 512 * 1024),
    }.ToDictionary(stream => stream.Name, StringComparer.Ordinal);

    /// <summary>Those that are recorded from the OK to the end, so that every second of them is held or is a gap.</summary>
    public static IReadOnlyList<RemoteStream> Recorded { get; } = [.. _streams.Values.Where(stream => stream.Coverage is not null)];

    public static IReadOnlyCollection<string> Names => _streams.Keys;

    public static RemoteStream? Find(string name) => _streams.GetValueOrDefault(name);
}
