using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>SHA-256 over a pack's canonical content: comments, spacing and the order of keys make no difference, all else does.</summary>
internal static class PackHash
{
    public static string Of(PackContent pack) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(pack))));

    private static string Canonical(PackContent pack)
    {
        var text = new StringBuilder();
        Add(text, "pack", pack.Id, pack.Version);
        foreach (var (language, title) in pack.Title.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add(text, "title", language, title);
        }
        Add(text, "grace", pack.Grace.Value, pack.Grace.From);
        Add(text, "counts-after", pack.CountsAfter.Value, pack.CountsAfter.From);
        Add(text, "idle-end", pack.IdleEnd.Value, pack.IdleEnd.From);
        Add(text, "coverage-floor", pack.CoverageFloor.Value, pack.CoverageFloor.From);
        Add(text, "keep-days", pack.KeepDays.Value, pack.KeepDays.From);
        foreach (var (known, line) in pack.Outcomes.OrderBy(pair => pair.Key))
        {
            Add(text, "outcome", known, line.Propose, line.Points, line.Document, string.Join(',', line.Alternatives), line.From);
        }
        foreach (var line in pack.Violations.OrderBy(violation => violation.Code))
        {
            Add(text, "violation", line.Code.Text(), line.Class, line.Cap, line.Tau, line.Modes, line.From);
        }
        foreach (var line in pack.Rules)
        {
            Add(text, "rule", line.Kind, line.Code.Text(), string.Join(',', line.Sees), line.Modes, line.Confidence, line.Sustain, line.Gap, line.Nominal,
                line.Floor, line.Level, line.Yaw, string.Join(',', line.Aids), string.Join(',', line.Accommodations), line.Consent, line.RoomInHall,
                string.Join(',', line.By), line.Cameras, line.Within, line.Alone, line.Raised, line.ChargesBoth, line.Pauses, line.From);
        }
        return text.ToString();
    }

    // Each part with its length, so that no two contents read alike.
    private static void Add(StringBuilder text, params object?[] parts)
    {
        foreach (var part in parts)
        {
            var word = Convert.ToString(part, CultureInfo.InvariantCulture) ?? "";
            text.Append(CultureInfo.InvariantCulture, $"{word.Length}:{word};");
        }
        text.Append('\n');
    }
}
