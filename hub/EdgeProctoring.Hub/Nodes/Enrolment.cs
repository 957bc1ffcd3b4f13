using System.Security.Cryptography;
using EdgeProctoring.Hub.Authority;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>How nodes get, renew and lose their certificates. Everything goes through the record's one writer and is audited.</summary>
internal sealed class Enrolment(Ledger ledger, IssuingAuthority authority, LiveNodes live, BrokerGate gate)
{
    private const string CodeAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int CodeLength = 10;
    private static readonly TimeSpan _codeLife = TimeSpan.FromHours(24);

    public bool IsOpen => authority.IsOpen;

    /// <summary>Whether this is a code as nodes show it: ten letters and digits that nobody mistakes for one another.</summary>
    public static bool IsCode(string code) => Bare(code) is { Length: CodeLength } bare && bare.All(CodeAlphabet.Contains);

    /// <summary>A code that one node can be claimed with, once and for a day: the one that the node shows, or a new one; null where it was entered before.</summary>
    public Task<(NodeClaim Claim, string Code)?> InviteAsync(string node, string profile, string? shown, Person by, CancellationToken cancel)
    {
        var code = shown is null ? RandomNumberGenerator.GetString(CodeAlphabet, CodeLength) : Bare(shown);
        var id = Guid.NewGuid().ToString("N");
        return ledger.DoAsync<(NodeClaim, string)?>(async (entry, stop) =>
        {
            if (await ClaimStore.FindByCodeAsync(entry.Session, code, stop) is not null)
            {
                return null;
            }
            var claim = new NodeClaim(id, node, profile, entry.Now + _codeLife, null, null, null, null, null, false);
            await ClaimStore.AddAsync(entry.Session, claim, code, by.Id, entry.Now, stop);
            await entry.AuditAsync(by.Who, "node.invited", node, null, claim.Id, stop);
            return (claim, code);
        }, cancel);
    }

    private static string Bare(string code) => code.Replace("-", "", StringComparison.Ordinal).Trim().ToLowerInvariant();

    /// <summary>The node's word; null where the code is none, too old, or another node's.</summary>
    public Task<ClaimAnswer?> ClaimAsync(string code, byte[] request, string hardware, string software, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        var claim = await ClaimStore.FindByCodeAsync(entry.Session, code, stop);
        if (claim is not { Refused: false } || claim.Until <= entry.Now || (claim.Request is not null && !claim.Request.AsSpan().SequenceEqual(request)))
        {
            await entry.AuditAsync("nobody", "node.claim-refused", claim?.Node ?? "unknown", null, "", stop);
            return null;
        }
        if (claim.Request is null)
        {
            await ClaimStore.AskAsync(entry.Session, claim.Id, request, hardware, software, stop);
            await entry.AuditAsync($"node:{claim.Node}", "node.claimed", claim.Node, null, $"{hardware} {software}", stop);
        }
        return claim.Serial is null ? new ClaimAnswer(claim.Node, null) : new ClaimAnswer(claim.Node, await ClaimStore.CertificateAsync(entry.Session, claim.Serial, stop));
    }, cancel);

    /// <summary>IT has compared the fingerprint. False where there is nothing to approve.</summary>
    public Task<bool> ApproveAsync(string id, Person by, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        if (await ClaimStore.FindAsync(entry.Session, id, stop) is not { Request: { } request, Serial: null, Refused: false } claim || claim.Until <= entry.Now)
        {
            return false;
        }
        var issued = authority.Issue(request, claim.Node);
        await ClaimStore.KeepAsync(entry, claim.Node, claim.Profile, issued, stop);
        await entry.Session.DoAsync("UPDATE claims SET approved_by = @by, serial = @serial WHERE id = @id", stop, ("@id", id), ("@by", by.Id), ("@serial", issued.Serial));
        await entry.AuditAsync(by.Who, "node.approved", claim.Node, null, $"{claim.Fingerprint} {issued.Serial}", stop);
        return true;
    }, cancel);

    public Task<bool> RefuseAsync(string id, Person by, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        if (await entry.Session.DoAsync("UPDATE claims SET refused = 1 WHERE id = @id AND serial IS NULL AND refused = 0", stop, ("@id", id)) == 0)
        {
            return false;
        }
        await entry.AuditAsync(by.Who, "node.refused", id, null, "", stop);
        return true;
    }, cancel);

    public Task<byte[]> RenewAsync(string node, byte[] request, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        var issued = authority.Issue(request, node);
        await ClaimStore.KeepAsync(entry, node, "x64", issued, stop);
        await entry.AuditAsync($"node:{node}", "node.renewed", node, null, issued.Serial, stop);
        return issued.Body;
    }, cancel);

    /// <summary>From now on the node is nobody: its certificates, its calls, what it sends. False where there is no such node.</summary>
    public async Task<bool> RevokeAsync(string node, string reason, Person by, CancellationToken cancel)
    {
        var revoked = await ledger.DoAsync(async (entry, stop) =>
        {
            var found = await entry.Session.DoAsync("UPDATE nodes SET revoked = 1 WHERE id = @node AND revoked = 0", stop, ("@node", node)) > 0;
            if (found)
            {
                await entry.Session.DoAsync("UPDATE certificates SET revoked_us = @now WHERE node = @node AND revoked_us IS NULL", stop, ("@node", node), ("@now", Contracts.WireTime.ToMicroseconds(entry.Now)));
                await Setup.CampusVersion.RaiseAsync(entry.Session, stop);
                await entry.AuditAsync(by.Who, "node.revoked", node, null, reason, stop);
            }
            return found;
        }, cancel);
        if (revoked)
        {
            live.Cut(node);
            await gate.CloseAsync(node, cancel);
        }
        return revoked;
    }
}

/// <summary>Who the node is, and its certificate once somebody has approved it.</summary>
internal sealed record ClaimAnswer(string Node, byte[]? Certificate);
