using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.ExamDays;

/// <summary>A sender that numbers what it sees and makes its ids, as nodes and browsers do.</summary>
internal sealed class Witness(SourceKind kind, string sender, Chance chance, List<Observation> seen)
{
    private readonly string _boot = string.Create(CultureInfo.InvariantCulture, $"boot-{sender}");
    private long _seq;

    public void See(ObservationKind what, Subject subject, DateTimeOffset from, TimeSpan length, string? camera = null,
        int confidence = 900, ObservationDetail? detail = null, bool withEvidence = false)
    {
        _seq++;
        seen.Add(new Observation
        {
            Id = Id(from),
            Source = new Source(kind, sender, camera),
            Boot = _boot,
            Seq = _seq,
            Subject = subject,
            Kind = what,
            From = from,
            To = from + length,
            Confidence = confidence,
            Detail = detail ?? ObservationDetail.None,
            Evidence = withEvidence ? [string.Create(CultureInfo.InvariantCulture, $"ev-{sender}-{_seq}")] : [],
        });
    }

    /// <summary>UUIDv7: the time in milliseconds, then chance.</summary>
    private string Id(DateTimeOffset time)
    {
        var (high, low) = (chance.Next(), chance.Next());
        var milliseconds = (ulong)time.ToUnixTimeMilliseconds();
        return string.Create(CultureInfo.InvariantCulture,
            $"{milliseconds >> 16:x8}-{milliseconds & 0xffff:x4}-7{high & 0xfff:x3}-{0x8000 | (low >> 50):x4}-{low & 0xffff_ffff_ffff:x12}");
    }
}
