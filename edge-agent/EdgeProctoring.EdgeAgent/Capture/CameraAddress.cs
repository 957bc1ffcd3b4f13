using System.Diagnostics.CodeAnalysis;

namespace EdgeProctoring.EdgeAgent;

/// <summary>How a camera is reached.</summary>
internal enum CameraKind
{
    File,
    Synthetic,
    Rtsp,
    V4l2,
    Libcamera,
}

/// <summary>A camera's address, taken apart: <c>file:x.mp4[?once]</c>, <c>synthetic:x.yaml[?once]</c>, <c>rtsp(s)://…</c>, <c>v4l2:/dev/video0</c>, <c>libcamera:0</c>.</summary>
internal sealed record CameraAddress(CameraKind Kind, string Target, bool Once)
{
    private const string OncePart = "?once";
    private const int MostLibcamera = 9;

    /// <summary>The address without a password, for logs and errors.</summary>
    public string Shown => Kind == CameraKind.Rtsp && Uri.TryCreate(Target, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}" : Target;

    /// <summary>Reads an address; the fault says what is allowed instead.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CameraAddress? address, [NotNullWhen(false)] out string? fault)
    {
        (address, fault) = (null, null);
        var once = text.EndsWith(OncePart, StringComparison.Ordinal);
        var rest = once ? text[..^OncePart.Length] : text;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var (scheme, target) = colon < 0 ? ("", rest) : (rest[..colon], rest[(colon + 1)..]);
        switch (scheme)
        {
            case "file" or "synthetic" when target.Length > 0 && !target.Contains('\0', StringComparison.Ordinal):
                address = new CameraAddress(scheme == "file" ? CameraKind.File : CameraKind.Synthetic, target, once);
                return true;
            case "rtsp" or "rtsps" when Uri.TryCreate(rest, UriKind.Absolute, out var uri) && uri.Host.Length > 0:
                address = new CameraAddress(CameraKind.Rtsp, rest, false);
                return true;
            case "v4l2" when target.StartsWith("/dev/", StringComparison.Ordinal) && target.All(IsDeviceLetter):
                address = new CameraAddress(CameraKind.V4l2, target, false);
                return true;
            case "libcamera" when int.TryParse(target, out var number) && number is >= 0 and <= MostLibcamera:
                address = new CameraAddress(CameraKind.Libcamera, target, false);
                return true;
            default:
                fault = "allowed: rtsp(s)://host/path, v4l2:/dev/videoN, libcamera:N, file:path, synthetic:path (the last two with ?once to play once)";
                return false;
        }
    }

    private static bool IsDeviceLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_';
}
