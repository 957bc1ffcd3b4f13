using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Completeness;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>
/// Reads what a page says it saw. The page is a witness, never a judge, and no witness of equipment: it cannot say that the
/// network was lost and so stop the clock.
/// </summary>
internal static class PageEvents
{
    private const int Most = 200;
    private static readonly TimeSpan _ahead = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { MaxDepth = 4 };

    private static readonly HashSet<ObservationKind> _kinds =
    [
        ObservationKind.PageHidden, ObservationKind.PageBlur, ObservationKind.FullscreenLeft, ObservationKind.PageCopy, ObservationKind.PagePaste,
        ObservationKind.PagePrint, ObservationKind.DisplayExtended, ObservationKind.InputExtra, ObservationKind.MicOff, ObservationKind.CameraOff,
        ObservationKind.NoiseLoud, ObservationKind.MediaDisturbed, ObservationKind.PageActive, ObservationKind.HardwareTooWeak,
    ];

    /// <summary>The observations, and what is wrong with the others. Throws <see cref="JsonException"/> where it is no list of events at all.</summary>
    public static (IReadOnlyList<Func<long, BatchItem>> Seen, IReadOnlyList<string> Refused) Read(ReadOnlySpan<byte> json, RemoteSitting sitting, DateTimeOffset now)
    {
        var events = JsonSerializer.Deserialize<PageEvent[]>(json, _json) ?? [];
        var seen = new List<Func<long, BatchItem>>();
        var refused = events.Length > Most ? [Refusal.Of("events", events.Length, $"at most {Most} in one piece").ToString()] : new List<string>();
        foreach (var one in events.Take(Most))
        {
            if (Wrong(one, now) is { } wrong)
            {
                refused.Add(wrong);
            }
            else
            {
                seen.Add(seq => new BatchItem(seq) { Observation = Observation(one, sitting, seq) });
            }
        }
        return (seen, refused);
    }

    private static string? Wrong(PageEvent one, DateTimeOffset now)
    {
        if (!Guid.TryParseExact(one.Id, "D", out _))
        {
            return Refusal.Of("id", one.Id, "a UUID as 36 characters").ToString();
        }
        if (!ObservationKind.TryParse(one.Kind ?? "", out var kind) || !_kinds.Contains(kind))
        {
            return Refusal.Of("kind", one.Kind, "a kind that a page can see").ToString();
        }
        var latest = (now + _ahead).ToUnixTimeMilliseconds();
        return one.From <= 0 || one.From > latest ? Refusal.Of("from", one.From, "milliseconds since 1970, not in the future").ToString()
            : one.To is { } to && (to < one.From || to > latest) ? Refusal.Of("to", to, "not before from, not in the future").ToString()
            : one.Label?.Length > Limits.LabelLength || one.Label?.Any(char.IsControl) == true ? Refusal.Of("label", one.Label, $"at most {Limits.LabelLength} characters").ToString()
            : one.Count is < 0 or > Limits.HeadCount ? Refusal.Of("count", one.Count, $"0 to {Limits.HeadCount}").ToString()
            : one.Level is < 0 or > 1_000_000 ? Refusal.Of("level", one.Level, "0 to 1000000").ToString() : null;
    }

    private static Observation Observation(PageEvent one, RemoteSitting sitting, long seq) => new()
    {
        Id = one.Id!, Source = new Source(SourceKind.Browser, sitting.Id), Boot = HubWitness.Boot, Seq = seq, Subject = sitting.Subject,
        Kind = new ObservationKind(one.Kind!), From = DateTimeOffset.FromUnixTimeMilliseconds(one.From),
        To = one.To is { } to ? DateTimeOffset.FromUnixTimeMilliseconds(to) : null, Confidence = Limits.FullConfidence,
        Detail = new ObservationDetail { Count = one.Count, Level = one.Level, Label = one.Label },
    };

    private sealed record PageEvent(string? Id, string? Kind, long From, long? To, int? Count, int? Level, string? Label);
}
