using System.Globalization;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Sittings;

namespace EdgeProctoring.Hub.Audit;

/// <summary>
/// One thing that the record says, in the bytes that its hash is made over. The writer makes them from what it writes, the
/// exporter from what it reads: a changed row gives other bytes.
/// </summary>
internal sealed record Fact(string Kind, string Ref, byte[] Content)
{
    public static Fact Batch(long number, byte[] body) => new("batch", Text($"batch/{number}"), body);

    public static Fact Incident(string id, long revision, string sitting, bool removed, string body) =>
        Of("incident", Text($"incident/{id}/{revision}"), sitting, removed ? "removed" : "", body);

    public static Fact Verdict(VerdictRow row) => Of("verdict", $"verdict/{row.Id}", row.Sitting, row.Room, row.Incident, row.By, row.Name, Text($"{row.AtUs}"),
        Text($"{row.Decision}"), row.Code, row.NewCode, Text(row.FromUs), Text(row.ToUs), row.Seats, row.Reason, row.Undoes);

    public static Fact Evidence(string id, string node, string? exam, string? room, string? seat, string mediaType, long size, string sha256, long fromUs, long toUs) =>
        Of("evidence", $"evidence/{id}", node, exam, room, seat, mediaType, Text($"{size}"), sha256, Text($"{fromUs}"), Text($"{toUs}"));

    public static Fact Audit(long number, string who, string action, string what, string? exam, string detail) =>
        Of("audit", Text($"audit/{number}"), who, action, what, exam, detail);

    public static Fact Tombstone(string evidence, string? exam, string sha256, long size, string by, string reason) =>
        Of("tombstone", $"tombstone/{evidence}", exam, sha256, Text($"{size}"), by, reason);

    public static Fact Step(SittingStep step) => Of("step", $"step/{step.Id}", step.Exam, Text($"{step.Number}"), step.Room, step.Sitting, step.Kind.ToString(), step.By, step.Name,
        Text($"{WireTime.ToMicroseconds(step.At)}"), Text(step.Minutes), step.Seat, step.Reason);

    // Fields are told apart by a character that no text of ours may hold.
    private static Fact Of(string kind, string reference, params ReadOnlySpan<string?> fields) =>
        new(kind, reference, Encoding.UTF8.GetBytes(string.Join('\u001F', fields!)));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A verdict's columns.</summary>
internal sealed record VerdictRow(string Id, string Sitting, string? Room, string? Incident, string By, string Name, long AtUs, long Decision, string? Code,
    string? NewCode, long? FromUs, long? ToUs, string Seats, string? Reason, string? Undoes);
