using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>One piece that a student's page sends: which, of when, and the hash of its bytes. Times are already in the hub's clock.</summary>
internal sealed record Chunk(RemoteStream Stream, long Segment, long Seq, string Sha256, DateTimeOffset From, DateTimeOffset To)
{
    public const string ShaHeader = "X-Sha256";
    public const string FromHeader = "X-From";
    public const string ToHeader = "X-To";
    public const string TabHeader = "X-Tab";

    private const long MostNumber = 1_000_000_000;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _ahead = TimeSpan.FromSeconds(5);

    public long Size { get; init; }

    /// <summary>Reads a request's address and headers; every fault is named.</summary>
    public static (Chunk? Chunk, IReadOnlyList<string> Faults) Read(string stream, string segment, string seq, IHeaderDictionary headers)
    {
        var faults = new List<string>();
        if (RemoteStreams.Find(stream) is not { } known)
        {
            return (null, [Refusal.Of("stream", stream, string.Join(", ", RemoteStreams.Names)).ToString()]);
        }
        var sha = headers[ShaHeader].ToString();
        if (sha.Length != 64 || !sha.All(char.IsAsciiHexDigitLower))
        {
            faults.Add(Refusal.Of(ShaHeader, sha, "64 small hexadecimal digits").ToString());
        }
        var chunk = new Chunk(known, Number("segment", segment, 1, faults), Number("seq", seq, 0, faults), sha, Time(FromHeader, headers, faults), Time(ToHeader, headers, faults));
        if (faults.Count == 0 && chunk.To < chunk.From)
        {
            faults.Add(Refusal.Of(ToHeader, headers[ToHeader], $"not before {FromHeader}").ToString());
        }
        return (faults.Count == 0 ? chunk : null, faults);
    }

    /// <summary>Whether its times can be true. Where they cannot, the bytes are kept and count as nothing.</summary>
    public bool IsPlausible(RemoteSitting sitting, DateTimeOffset now) =>
        To <= now + _ahead && To - From <= _longest && From >= (sitting.Started ?? sitting.From) - _longest && To <= sitting.EndsAt(now) + _longest;

    private static long Number(string name, string text, long least, List<string> faults)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= MostNumber)
        {
            return number;
        }
        faults.Add(Refusal.Of(name, text, $"a whole number from {least} to {MostNumber}").ToString());
        return 0;
    }

    private static DateTimeOffset Time(string name, IHeaderDictionary headers, List<string> faults)
    {
        if (long.TryParse(headers[name], NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() / 100)
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(time);
        }
        faults.Add(Refusal.Of(name, headers[name], "milliseconds since 1970").ToString());
        return default;
    }
}
