using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

/// <summary>
/// One-time links: for a new password of an account, or for the account of the first administrator. The database knows only
/// their hashes.
/// </summary>
internal sealed class PasswordLinks(IDatabase database, Ledger ledger, IOptions<PeopleOptions> options, TimeProvider time)
{
    public const string Page = "/password";
    public const int ShortestPassword = 12;
    public const int LongestPassword = 128;
    private const int TokenLength = 40;

    /// <summary>The path of a new link for this account; null = for the first administrator.</summary>
    public async Task<string> MakeAsync(User? user, string who, CancellationToken cancel)
    {
        var token = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", TokenLength);
        await ledger.DoAsync(async (entry, stop) =>
        {
            await entry.Session.DoAsync("INSERT INTO links (token_sha256, for_user, at_us, until_us) VALUES (@token, @user, @at, @until)", stop, ("@token", Hash(token)), ("@user", user?.Id),
                ("@at", WireTime.ToMicroseconds(entry.Now)), ("@until", WireTime.ToMicroseconds(entry.Now + options.Value.LinkLife)));
            await entry.AuditAsync(who, "password.link-made", user?.Id ?? "first-administrator", null, "", stop);
            return true;
        }, cancel);
        return $"{Page}?token={token}";
    }

    /// <summary>Whose link it is; null where it is none, too old, or used.</summary>
    public async Task<PasswordLink?> FindAsync(string token, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return await FindAsync(session, token, time.GetUtcNow(), cancel);
    }

    /// <summary>Sets an account's password and ends its sessions. A link serves once.</summary>
    public Task<bool> UseAsync(string token, string password, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        if (await FindAsync(entry.Session, token, entry.Now, stop) is not { User: { } user })
        {
            return false;
        }
        await SpendAsync(entry, token, stop);
        await UserStore.SaveAsync(entry.Session, user with { Password = SignIn.Hash(user.Login, password), Stamp = Guid.NewGuid().ToString("N") }, stop);
        await entry.AuditAsync($"person:{user.Id}", "password.set", user.Id, null, "by link", stop);
        return true;
    }, cancel);

    /// <summary>Makes the first administrator. Not where somebody was quicker.</summary>
    public Task<bool> UseAsync(string token, string login, string name, string password, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        if (await FindAsync(entry.Session, token, entry.Now, stop) is not { User: null } || await UserStore.HasAdministratorAsync(entry.Session, null, stop)
            || await UserStore.FindByLoginAsync(entry.Session, login, stop) is not null)
        {
            return false;
        }
        await SpendAsync(entry, token, stop);
        var id = $"u-{login}";
        await UserStore.SaveAsync(entry.Session, new User(id, login, name, SignIn.Hash(login, password), [Roles.Administrator], "ru", false, Guid.NewGuid().ToString("N")), stop);
        await entry.AuditAsync($"person:{id}", "people.first-administrator", id, null, name, stop);
        return true;
    }, cancel);

    private static Task<int> SpendAsync(LedgerEntry entry, string token, CancellationToken cancel) => entry.Session.DoAsync(
        "UPDATE links SET used_us = @now WHERE token_sha256 = @token", cancel, ("@now", WireTime.ToMicroseconds(entry.Now)), ("@token", Hash(token)));

    private static async Task<PasswordLink?> FindAsync(Session session, string token, DateTimeOffset now, CancellationToken cancel)
    {
        var (found, id) = await session.FindAsync("SELECT for_user FROM links WHERE token_sha256 = @token AND used_us IS NULL AND until_us > @now",
            row => (Found: true, User: row.Text(0)), cancel, ("@token", Hash(token)), ("@now", WireTime.ToMicroseconds(now)));
        var user = id is null ? null : await UserStore.FindAsync(session, id, cancel);
        return !found || (id is not null && user is not { Disabled: false }) ? null : new PasswordLink(user);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>A link that can still be used; without a user it is for the first administrator.</summary>
internal sealed record PasswordLink(User? User);
