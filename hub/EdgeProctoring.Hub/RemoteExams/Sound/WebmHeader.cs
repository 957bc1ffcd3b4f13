namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>The first bytes of every recording: a recorder that was started anew begins a new one with them.</summary>
internal static class WebmHeader
{
    private static ReadOnlySpan<byte> Bytes => [0x1A, 0x45, 0xDF, 0xA3];

    public static bool IsAt(ReadOnlySpan<byte> piece) => piece.StartsWith(Bytes);
}
