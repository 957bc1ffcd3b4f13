using System.Collections.Concurrent;
using System.Security.Claims;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Identity;

namespace EdgeProctoring.Hub.People;

/// <summary>
/// Checks a login and its password. An account that is tried wrongly too often rests for a while; an unknown login takes as
/// long as a known one.
/// </summary>
internal sealed class SignIn(IDatabase database, Ledger ledger, TimeProvider time)
{
    public const string StampClaim = "stamp";
    public const string LanguageClaim = "language";

    private const int Tries = 10;
    private const int Remembered = 10_000;
    private static readonly TimeSpan _rest = TimeSpan.FromMinutes(5);
    private static readonly PasswordHasher<string> _hasher = new();
    private static readonly string _nobody = _hasher.HashPassword("", Guid.NewGuid().ToString());

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Last)> _wrong = new(StringComparer.Ordinal);

    public static string Hash(string login, string password) => _hasher.HashPassword(login, password);

    /// <summary>The person's ticket; null where login and password do not fit or the account rests.</summary>
    public async Task<ClaimsPrincipal?> CheckAsync(string login, string password, CancellationToken cancel)
    {
        if (IsResting(login))
        {
            return null;
        }
        await using var session = await database.ReadAsync(cancel);
        var user = await UserStore.FindByLoginAsync(session, login, cancel);
        var fits = _hasher.VerifyHashedPassword(login, user?.Password ?? _nobody, password) != PasswordVerificationResult.Failed;
        if (user is null || user.Disabled || !fits)
        {
            Count(login);
            await ledger.EnqueueAsync(new AuditNote(user is null ? "nobody" : $"person:{user.Id}", "sign-in.refused", user?.Id ?? "unknown"), cancel);
            return null;
        }
        _wrong.TryRemove(login, out _);
        await ledger.EnqueueAsync(new AuditNote($"person:{user.Id}", "sign-in", user.Id), cancel);
        return Ticket(user);
    }

    /// <summary>Whether a ticket still holds: the account exists, is not disabled, and nothing of it has changed since.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal person, CancellationToken cancel)
    {
        if (person.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return false;
        }
        await using var session = await database.ReadAsync(cancel);
        return await UserStore.FindAsync(session, id, cancel) is { Disabled: false } user && user.Stamp == person.FindFirstValue(StampClaim);
    }

    private static ClaimsPrincipal Ticket(User user) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(ClaimTypes.Name, user.Name), new Claim(StampClaim, user.Stamp),
            new Claim(LanguageClaim, user.Language), .. user.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
        ], Schemes.Person));

    private bool IsResting(string login) =>
        _wrong.TryGetValue(login, out var wrong) && wrong.Count >= Tries && time.GetUtcNow() - wrong.Last < _rest;

    private void Count(string login)
    {
        if (_wrong.Count >= Remembered)
        {
            _wrong.Clear();
        }
        var now = time.GetUtcNow();
        _wrong.AddOrUpdate(login, _ => (1, now), (_, wrong) => now - wrong.Last < _rest ? (wrong.Count + 1, now) : (1, now));
    }
}
