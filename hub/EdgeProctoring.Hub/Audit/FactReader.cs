using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Audit;

/// <summary>Reads facts back from the tables, for an export.</summary>
internal static class FactReader
{
    public static async Task<ExportLine> FillAsync(Session session, ExportLine link, CancellationToken cancel)
    {
        var parts = link.Ref.Split('/');
        if (link.Kind == "batch")
        {
            var batch = await session.FindAsync("SELECT body, signature, sender, sender_kind FROM batches WHERE number = @number",
                row => (Body: row.Bytes(0), Signature: row.Bytes(1), Sender: row.GetString(2), Kind: (SourceKind)row.GetInt64(3)), cancel, ("@number", Number(parts[1])));
            return batch.Body is null ? link : link with
            {
                Content = Convert.ToBase64String(batch.Body), Signature = Convert.ToBase64String(batch.Signature), Node = batch.Kind == SourceKind.Node ? batch.Sender : null,
            };
        }
        var fact = link.Kind switch
        {
            "incident" => await IncidentAsync(session, parts[1], Number(parts[2]), cancel),
            "verdict" => await VerdictAsync(session, parts[1], cancel),
            "evidence" => await EvidenceAsync(session, parts[1], cancel),
            "step" => await StepStore.FindAsync(session, parts[1], cancel) is { } step ? Fact.Step(step) : null,
            "tombstone" => await TombstoneAsync(session, parts[1], cancel),
            "audit" => await AuditAsync(session, Number(parts[1]), cancel),
            _ => null,
        };
        return link with { Content = fact is null ? null : Convert.ToBase64String(fact.Content) };
    }

    private static Task<Fact?> IncidentAsync(Session session, string id, long revision, CancellationToken cancel) => session.FindAsync<Fact>(
        "SELECT sitting, removed, body FROM incidents WHERE id = @id AND revision = @revision",
        row => Fact.Incident(id, revision, row.GetString(0), row.GetInt64(1) != 0, row.GetString(2)), cancel, ("@id", id), ("@revision", revision));

    private static Task<Fact?> VerdictAsync(Session session, string id, CancellationToken cancel) => session.FindAsync<Fact>("""
        SELECT sitting, room, incident, by_user, by_name, at_us, decision, code, new_code, from_us, to_us, seats, reason, undoes FROM verdicts WHERE id = @id
        """, row => Fact.Verdict(new VerdictRow(id, row.GetString(0), row.Text(1), row.Text(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6),
            row.Text(7), row.Text(8), row.Number(9), row.Number(10), row.GetString(11), row.Text(12), row.Text(13))), cancel, ("@id", id));

    private static Task<Fact?> EvidenceAsync(Session session, string id, CancellationToken cancel) => session.FindAsync<Fact>(
        "SELECT node, exam, room, seat, media_type, size, sha256, from_us, to_us FROM evidence WHERE id = @id",
        row => Fact.Evidence(id, row.GetString(0), row.Text(1), row.Text(2), row.Text(3), row.GetString(4), row.GetInt64(5), row.GetString(6), row.GetInt64(7), row.GetInt64(8)),
        cancel, ("@id", id));

    private static Task<Fact?> TombstoneAsync(Session session, string evidence, CancellationToken cancel) => session.FindAsync<Fact>(
        "SELECT exam, sha256, size, by_user, reason FROM tombstones WHERE evidence = @evidence",
        row => Fact.Tombstone(evidence, row.Text(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetString(4)), cancel, ("@evidence", evidence));

    private static Task<Fact?> AuditAsync(Session session, long number, CancellationToken cancel) => session.FindAsync<Fact>(
        "SELECT who, action, object, exam, detail FROM audit WHERE number = @number",
        row => Fact.Audit(number, row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3), row.GetString(4)), cancel, ("@number", number));

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
