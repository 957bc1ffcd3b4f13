using System.Globalization;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What ffmpeg is told: an array, never a line for a shell, and only the protocols that the address needs.</summary>
internal static class FfmpegArguments
{
    /// <summary>Wider pictures are shrunk: with its tiles no profile looks at more.</summary>
    private const int MostWidth = 1920;
    /// <summary>A picture of a file is looked at as it is, up to what the reader takes.</summary>
    private const int MostFileWidth = 8192;
    private const string RtspSilence = "5000000";

    /// <summary>
    /// Pictures of a camera, so many a minute, as YUV4MPEG on standard output: its header tells the size. The recording goes to
    /// the ring's folder in segments, where there is one.
    /// </summary>
    public static IReadOnlyList<string> Pictures(CameraAddress address, int framesPerMinute, string? ring = null) =>
    [
        "-hide_banner", "-nostdin", "-v", "error", "-threads", "1", .. Input(address), .. ring is null ? [] : Segments(address, ring),
        .. Output(string.Create(CultureInfo.InvariantCulture, $"fps={framesPerMinute}/60,"), MostWidth),
    ];

    /// <summary>Joined segments from standard input to a film, as they are.</summary>
    public static IReadOnlyList<string> Join(string film) =>
        ["-hide_banner", "-v", "error", "-y", "-f", "mpegts", "-i", "pipe:0", "-map", "0:v:0", "-c", "copy", "-movflags", "+faststart", "-f", "mp4", "file:" + film];

    /// <summary>Every picture of a file, as fast as it can be read.</summary>
    public static IReadOnlyList<string> AllPictures(string file) =>
        ["-hide_banner", "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", "file:" + file, .. Output("", MostFileWidth)];

    /// <summary>The sound of a file, one channel, 16 bits.</summary>
    public static IReadOnlyList<string> Sound(string file, int rate) =>
    [
        "-hide_banner", "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", "file:" + file,
        "-map", "0:a:0", "-ac", "1", "-ar", rate.ToString(CultureInfo.InvariantCulture), "-f", "s16le", "pipe:1",
    ];

    /// <summary>The camera program whose H.264 goes into ffmpeg's standard input; null where ffmpeg reaches the camera itself.</summary>
    public static (string Program, IReadOnlyList<string> Arguments)? Feeder(CameraAddress address) => address.Kind == CameraKind.Libcamera
        ? ("rpicam-vid", ["--nopreview", "--timeout", "0", "--camera", address.Target, "--codec", "h264", "--inline", "--width", "1920", "--height", "1080", "--output", "-"])
        : null;

    private static IEnumerable<string> Input(CameraAddress address) => address.Kind switch
    {
        CameraKind.File => ["-protocol_whitelist", "file", "-re", .. address.Once ? Array.Empty<string>() : ["-stream_loop", "-1"], "-i", "file:" + address.Target],
        CameraKind.Rtsp => ["-protocol_whitelist", "rtsp,rtsps,rtp,tcp,udp,tls", "-rtsp_transport", "tcp", "-timeout", RtspSilence, "-i", address.Target],
        CameraKind.V4l2 => ["-f", "v4l2", "-protocol_whitelist", "file", "-i", address.Target],
        CameraKind.Libcamera => ["-f", "h264", "-protocol_whitelist", "pipe", "-i", "pipe:0"],
        _ => throw new ArgumentException($"{address.Kind} is not played by ffmpeg itself.", nameof(address)),
    };

    /// <summary>The stream as it comes. A USB camera sends single pictures: only its recording has to be encoded.</summary>
    private static IEnumerable<string> Segments(CameraAddress address, string ring) =>
    [
        "-map", "0:v:0", .. address.Kind == CameraKind.V4l2 ? new[] { "-c:v", "libx264", "-preset", "ultrafast", "-crf", "28", "-g", "30" } : ["-c", "copy"],
        // A ring that cannot be written costs clips, never the pictures: the second output keeps ffmpeg going.
        "-f", "tee", string.Create(CultureInfo.InvariantCulture,
            $"[f=segment:segment_time={RingFolder.SegmentLength.TotalSeconds}:segment_format=mpegts:onfail=ignore]{Escaped(Path.Combine(ring, RingFolder.Pattern))}|[f=null]-"),
    ];

    /// <summary>A file's name where ffmpeg reads a list of outputs.</summary>
    private static string Escaped(string file) => string.Concat(file.Select(letter => letter is '\\' or '|' or '[' or ']' or '\'' ? $"\\{letter}" : $"{letter}"));

    private static IEnumerable<string> Output(string rate, int mostWidth) =>
    [
        "-map", "0:v:0", "-vf", string.Create(CultureInfo.InvariantCulture, $"{rate}scale='trunc(min({mostWidth},iw)/2)*2':-2"),
        "-pix_fmt", "yuv420p", "-strict", "-1", "-f", "yuv4mpegpipe", "pipe:1",
    ];
}
