using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Authority;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>A node on its way in: IT's one-time code, the node's request, IT's approval.</summary>
internal sealed record NodeClaim(string Id, string Node, string Profile, DateTimeOffset Until, byte[]? Request, string? Hardware, string? Software, string? ApprovedBy, string? Serial, bool Refused)
{
    /// <summary>What IT compares with the node's own screen or log before approving.</summary>
    public string? Fingerprint => Request is null ? null : Convert.ToHexStringLower(SHA256.HashData(Request))[..16];
}

/// <summary>Claims and the certificates that came of them.</summary>
internal static class ClaimStore
{
    private const string Columns = "id, node, profile, until_us, request, hardware, software, approved_by, serial, refused";

    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Replace("-", "", StringComparison.Ordinal).Trim().ToLowerInvariant())));

    public static Task<int> AddAsync(Session session, NodeClaim claim, string code, string by, DateTimeOffset now, CancellationToken cancel) => session.DoAsync(
        "INSERT INTO claims (id, code_sha256, node, profile, by_user, at_us, until_us) VALUES (@id, @code, @node, @profile, @by, @at, @until)", cancel, ("@id", claim.Id), ("@code", Hash(code)),
        ("@node", claim.Node), ("@profile", claim.Profile), ("@by", by), ("@at", WireTime.ToMicroseconds(now)), ("@until", WireTime.ToMicroseconds(claim.Until)));

    public static Task<NodeClaim?> FindByCodeAsync(Session session, string code, CancellationToken cancel) =>
        session.FindAsync<NodeClaim>($"SELECT {Columns} FROM claims WHERE code_sha256 = @code", Read, cancel, ("@code", Hash(code)));

    public static Task<NodeClaim?> FindAsync(Session session, string id, CancellationToken cancel) =>
        session.FindAsync<NodeClaim>($"SELECT {Columns} FROM claims WHERE id = @id", Read, cancel, ("@id", id));

    public static Task<List<NodeClaim>> ListOpenAsync(Session session, DateTimeOffset now, CancellationToken cancel) =>
        session.ListAsync($"SELECT {Columns} FROM claims WHERE serial IS NULL AND refused = 0 AND until_us > @now ORDER BY at_us", Read, cancel, ("@now", WireTime.ToMicroseconds(now)));

    public static Task<int> AskAsync(Session session, string id, byte[] request, string hardware, string software, CancellationToken cancel) => session.DoAsync(
        "UPDATE claims SET request = @request, hardware = @hardware, software = @software WHERE id = @id AND request IS NULL", cancel,
        ("@id", id), ("@request", request), ("@hardware", hardware), ("@software", software));

    /// <summary>Keeps a node's new certificate, and registers the node with its key.</summary>
    public static async Task KeepAsync(LedgerEntry entry, string node, string profile, IssuedCertificate issued, CancellationToken cancel)
    {
        var session = entry.Session;
        await session.DoAsync("INSERT INTO certificates (serial, node, issued_us, until_us, body) VALUES (@serial, @node, @issued, @until, @body)", cancel, ("@serial", issued.Serial),
            ("@node", node), ("@issued", WireTime.ToMicroseconds(entry.Now)), ("@until", WireTime.ToMicroseconds(issued.Until)), ("@body", issued.Body));
        await session.DoAsync("""
            INSERT INTO nodes (id, profile, recording, public_key, revoked) VALUES (@node, @profile, @recording, @key, 0)
            ON CONFLICT (id) DO UPDATE SET public_key = excluded.public_key, revoked = 0
            """, cancel, ("@node", node), ("@profile", profile), ("@recording", RecordingPolicy.Incidents.ToString()), ("@key", issued.PublicKey));
        await CampusVersion.RaiseAsync(session, cancel);
    }

    public static async Task<byte[]> CertificateAsync(Session session, string serial, CancellationToken cancel) =>
        await session.FindAsync("SELECT body FROM certificates WHERE serial = @serial", row => row.Bytes(0), cancel, ("@serial", serial)) ?? [];

    private static NodeClaim Read(System.Data.Common.DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), WireTime.FromMicroseconds(row.GetInt64(3)),
        row.IsDBNull(4) ? null : row.Bytes(4), row.Text(5), row.Text(6), row.Text(7), row.Text(8), row.GetInt64(9) != 0);
}
