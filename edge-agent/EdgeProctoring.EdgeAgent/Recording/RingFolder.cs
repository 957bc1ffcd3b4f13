using System.Globalization;

namespace EdgeProctoring.EdgeAgent;

/// <summary>One finished stretch of a camera's recording: its file and what it covers.</summary>
internal sealed record Segment(string File, DateTimeOffset From, DateTimeOffset To, long Bytes);

/// <summary>
/// The last minute or two of one camera, in memory (tmpfs), as ffmpeg writes it: segments of 2 s that can be joined byte by
/// byte. A segment ends when its file was last written, and begins where the one before it ended.
/// </summary>
internal sealed class RingFolder
{
    /// <summary>What ffmpeg is told; the number grows within one life of the camera.</summary>
    public const string Pattern = "%08d.ts";
    public static readonly TimeSpan SegmentLength = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(90);
    /// <summary>No camera may take more memory than this, whatever it sends.</summary>
    private const long MostBytes = 96_000_000;

    private readonly string _folder;
    private readonly NodeClock? _clock;
    private readonly Dictionary<string, TimeSpan> _ends = [];

    /// <param name="folder">Emptied at first.</param>
    /// <param name="clock">The node's time, which the file times are translated into when a segment is finished; absent: they stand for themselves.</param>
    public RingFolder(string folder, NodeClock? clock = null)
    {
        _clock = clock;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        _folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>A new life of the camera writes into a folder of its own: its numbers and times begin anew.</summary>
    public string BeginLife(long number) => Directory.CreateDirectory(Path.Combine(_folder, number.ToString("D8", CultureInfo.InvariantCulture))).FullName;

    /// <summary>All finished segments, oldest first, and one list per life of the camera: only those of one life can be joined.</summary>
    public IReadOnlyList<IReadOnlyList<Segment>> Lives() => [.. Directory.EnumerateDirectories(_folder).Order(StringComparer.Ordinal).Select(Read).Where(life => life.Count > 0)];

    /// <summary>Gives memory back: what is too old, and the oldest of what is too much.</summary>
    public void Tidy(DateTimeOffset now)
    {
        var lives = Lives();
        var bytes = lives.Sum(life => life.Sum(segment => segment.Bytes));
        foreach (var segment in lives.SelectMany(life => life))
        {
            if (bytes <= MostBytes && now - segment.To < _kept)
            {
                break;
            }
            File.Delete(segment.File);
            _ends.Remove(segment.File);
            bytes -= segment.Bytes;
        }
        foreach (var folder in Directory.EnumerateDirectories(_folder).Order(StringComparer.Ordinal).SkipLast(1).Where(folder => !Directory.EnumerateFiles(folder).Skip(1).Any()))
        {
            // The last, unfinished segment of a life that is over: nobody can say where it ended.
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Delete() => Directory.Delete(_folder, recursive: true);

    private List<Segment> Read(string folder)
    {
        var files = new DirectoryInfo(folder).GetFiles("*.ts").OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var segments = new List<Segment>(files.Count);
        for (var at = 0; at + 1 < files.Count; at++)
        {
            var to = EndOf(files[at]);
            var from = at > 0 ? EndOf(files[at - 1]) : to - SegmentLength;
            segments.Add(new Segment(files[at].FullName, from, to, files[at].Length));
        }
        return segments;
    }

    /// <summary>Noted by monotonic time soon after the end, so that a clock that is set later moves no segment against another.</summary>
    private DateTimeOffset EndOf(FileInfo segment)
    {
        if (_clock is null)
        {
            return new DateTimeOffset(segment.LastWriteTimeUtc, TimeSpan.Zero);
        }
        if (!_ends.TryGetValue(segment.FullName, out var end))
        {
            // Files are stamped by the machine's clock, whatever the node takes for the time.
            var age = TimeProvider.System.GetUtcNow() - segment.LastWriteTimeUtc;
            _ends[segment.FullName] = end = _clock.Monotonic - (age > TimeSpan.Zero && age < _kept ? age : TimeSpan.Zero);
        }
        return _clock.At(end);
    }
}
