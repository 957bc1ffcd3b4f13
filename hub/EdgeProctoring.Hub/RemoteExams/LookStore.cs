using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>How far each sitting's pictures have been looked at, and what is seen going on.</summary>
internal static class LookStore
{
    private const string SetLook = """
        INSERT INTO remote_looks (sitting, at_us) VALUES (@sitting, @at) ON CONFLICT (sitting) DO UPDATE SET at_us = excluded.at_us
        """;

    public static Task LookedAsync(LedgerEntry entry, string sitting, DateTimeOffset at, CancellationToken cancel) =>
        entry.Session.DoAsync(SetLook, cancel, ("@sitting", sitting), ("@at", WireTime.ToMicroseconds(at)));

    /// <summary>The pictures that came after the last look.</summary>
    public static Task<List<WaitingPicture>> LeftAsync(Session session, RemoteSitting sitting, CancellationToken cancel) => session.ListAsync("""
        SELECT from_us, sha256, size FROM remote_chunks WHERE sitting = @sitting AND stream = @stream
        AND from_us > (SELECT COALESCE(MAX(at_us), 0) FROM remote_looks WHERE sitting = @sitting) ORDER BY from_us
        """, row => new WaitingPicture(sitting, WireTime.FromMicroseconds(row.GetInt64(0)), row.GetString(1), (int)row.GetInt64(2)), cancel,
        ("@sitting", sitting.Id), ("@stream", RemoteStreams.Pictures));

    public static Task BeginAsync(LedgerEntry entry, string sitting, OpenSighting open, CancellationToken cancel) => entry.Session.DoAsync(
        "INSERT INTO remote_open (observation, sitting, kind, from_us, evidence) VALUES (@observation, @sitting, @kind, @from, @evidence) ON CONFLICT (observation) DO NOTHING", cancel,
        ("@observation", open.Id), ("@sitting", sitting), ("@kind", open.Kind.Name), ("@from", WireTime.ToMicroseconds(open.From)), ("@evidence", open.Evidence));

    public static Task EndAsync(LedgerEntry entry, string observation, CancellationToken cancel) =>
        entry.Session.DoAsync("DELETE FROM remote_open WHERE observation = @observation", cancel, ("@observation", observation));

    public static Task<List<OpenSighting>> OpenAsync(Session session, string sitting, CancellationToken cancel) => session.ListAsync(
        "SELECT observation, kind, from_us, evidence FROM remote_open WHERE sitting = @sitting ORDER BY from_us, observation",
        row => new OpenSighting(row.GetString(0), new ObservationKind(row.GetString(1)), WireTime.FromMicroseconds(row.GetInt64(2)), row.Text(3)), cancel, ("@sitting", sitting));
}

/// <summary>Something that goes on, and the picture that shows how it began.</summary>
internal sealed record OpenSighting(string Id, ObservationKind Kind, DateTimeOffset From, string? Evidence);
