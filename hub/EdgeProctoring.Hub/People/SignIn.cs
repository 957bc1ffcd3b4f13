using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

/// <summary>
/// Checks a login, its password and, for whom it is asked, the code of an authenticator app. An account that is tried
/// wrongly too often rests for a while; an unknown login takes as long as a known one.
/// </summary>
internal sealed class SignIn(IDatabase database, Ledger ledger, IOptions<PeopleOptions> options, IDataProtectionProvider protection, TimeProvider time)
{
    public const string StampClaim = "stamp";
    public const string LanguageClaim = "language";
    public const string SessionClaim = "session";
    public const string ScopeClaim = "scope";
    /// <summary>When the person proved who it is, in seconds since 1970.</summary>
    public const string ProvedClaim = "proved";

    private const int Tries = 10;
    private const int Remembered = 10_000;
    private static readonly TimeSpan _rest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _pending = TimeSpan.FromMinutes(5);
    private static readonly PasswordHasher<string> _hasher = new();
    private static readonly string _nobody = _hasher.HashPassword("", Guid.NewGuid().ToString());

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Last)> _wrong = new(StringComparer.Ordinal);
    private readonly ITimeLimitedDataProtector _halfWay = protection.CreateProtector("sign-in.half-way").ToTimeLimitedDataProtector();
    private readonly IDataProtector _secrets = protection.CreateProtector("second-factor");

    public static string Hash(string login, string password) => _hasher.HashPassword(login, password);

    /// <summary>The first step: login and password. A code given at once saves the second.</summary>
    public async Task<SignInOutcome> CheckAsync(string login, string password, string? code, CancellationToken cancel)
    {
        if (IsResting(login))
        {
            return SignInOutcome.Refused;
        }
        User? user;
        await using (var session = await database.ReadAsync(cancel))
        {
            user = await UserStore.FindByLoginAsync(session, login, cancel);
        }
        var fits = _hasher.VerifyHashedPassword(login, user?.Password ?? _nobody, password) != PasswordVerificationResult.Failed;
        if (user is null || user.Disabled || !fits)
        {
            return await RefuseAsync(login, user, cancel);
        }
        if (!options.Value.NeedsSecondFactor(user.Roles))
        {
            return await BeginAsync(user, null, null, cancel);
        }
        var secret = user.SecondFactor is null ? OneTimeCode.NewSecret() : null;
        var halfWay = HalfWayIn(user, secret);
        return code is { Length: > 0 } && secret is null ? await ConfirmAsync(halfWay.Pending!, code, cancel) : halfWay;
    }

    private SignInOutcome HalfWayIn(User user, byte[]? secret) => new(secret is null ? SignInResult.NeedsCode : SignInResult.NeedsSetUp, null)
    {
        Pending = _halfWay.Protect(JsonSerializer.Serialize(new HalfWay(user.Id, user.Stamp, secret)), time.GetUtcNow() + _pending), Secret = secret, Login = user.Login,
    };

    /// <summary>Somebody whom the campus's identity provider vouches for. The account must be there; the provider makes none.</summary>
    public async Task<SignInOutcome> TakeAsync(string login, DateTimeOffset? provedAt, CancellationToken cancel)
    {
        User? user;
        await using (var session = await database.ReadAsync(cancel))
        {
            user = await UserStore.FindByLoginAsync(session, login, cancel);
        }
        if (user is null or { Disabled: true } || IsResting(login))
        {
            return await RefuseAsync(login, user, cancel);
        }
        if (!options.Value.NeedsSecondFactor(user.Roles))
        {
            return await BeginAsync(user, null, null, cancel, provedAt);
        }
        var secret = user.SecondFactor is null ? OneTimeCode.NewSecret() : null;
        return HalfWayIn(user, secret);
    }

    /// <summary>The second step: the code, which for the first time also proves that the app was set up.</summary>
    public async Task<SignInOutcome> ConfirmAsync(string pending, string code, CancellationToken cancel)
    {
        if (Read(pending) is not { } halfWay)
        {
            return SignInOutcome.Refused;
        }
        await using var session = await database.ReadAsync(cancel);
        if (await UserStore.FindAsync(session, halfWay.User, cancel) is not { Disabled: false } user || user.Stamp != halfWay.Stamp || (halfWay.Secret is not null && user.SecondFactor is not null))
        {
            return SignInOutcome.Refused;
        }
        var secret = halfWay.Secret ?? _secrets.Unprotect(Convert.FromBase64String(user.SecondFactor!));
        if (IsResting(user.Login) || OneTimeCode.Find(secret, code, time.GetUtcNow(), user.SecondFactorStep) is not { } step)
        {
            await RefuseAsync(user.Login, user, cancel);
            return new SignInOutcome(halfWay.Secret is null ? SignInResult.WrongCode : SignInResult.NeedsSetUp, null) { Pending = pending, Secret = halfWay.Secret, Login = user.Login };
        }
        return await BeginAsync(user, step, halfWay.Secret, cancel);
    }

    /// <summary>Whether a ticket still holds: the account exists, is not disabled, nothing of it has changed since, and nobody ended it.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal person, CancellationToken cancel)
    {
        if (person.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || person.FindFirstValue(SessionClaim) is not { } signIn)
        {
            return false;
        }
        await using var session = await database.ReadAsync(cancel);
        return await UserStore.FindAsync(session, id, cancel) is { Disabled: false } user && user.Stamp == person.FindFirstValue(StampClaim)
            && await UserStore.IsOpenAsync(session, signIn, cancel);
    }

    /// <summary>The same ticket, proved anew; null where the password does not fit.</summary>
    public async Task<ClaimsPrincipal?> ProveAsync(ClaimsPrincipal person, string password, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        if (await UserStore.FindAsync(session, Person.Of(person).Id, cancel) is not { } user || IsResting(user.Login))
        {
            return null;
        }
        if (_hasher.VerifyHashedPassword(user.Login, user.Password, password) == PasswordVerificationResult.Failed)
        {
            await RefuseAsync(user.Login, user, cancel);
            return null;
        }
        return Ticket(user, person.FindFirstValue(SessionClaim)!);
    }

    public Task EndAsync(ClaimsPrincipal person, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        await entry.AuditAsync(Person.Of(person).Who, "sign-out", Person.Of(person).Id, null, "", stop);
        return await UserStore.EndAsync(entry.Session, person.FindFirstValue(SessionClaim)!, entry.Now, stop);
    }, cancel);

    private async Task<SignInOutcome> BeginAsync(User user, long? step, byte[]? newSecret, CancellationToken cancel, DateTimeOffset? provedAt = null)
    {
        _wrong.TryRemove(user.Login, out _);
        var signIn = Guid.NewGuid().ToString("N");
        var begun = await ledger.DoAsync(async (entry, stop) =>
        {
            if (step is { } used)
            {
                // Two browsers with one code: only the first one's counts.
                var sealedSecret = newSecret is null ? user.SecondFactor : Convert.ToBase64String(_secrets.Protect(newSecret));
                if (await entry.Session.DoAsync("UPDATE users SET second_factor = @factor, second_factor_step = @step WHERE id = @id AND second_factor_step < @step", stop,
                    ("@factor", sealedSecret), ("@step", used), ("@id", user.Id)) == 0)
                {
                    return false;
                }
            }
            await UserStore.BeginAsync(entry.Session, user.Id, signIn, options.Value.SessionsPerPerson, entry.Now, stop);
            await entry.AuditAsync($"person:{user.Id}", newSecret is null ? "sign-in" : "sign-in.second-factor-set", user.Id, null, "", stop);
            return true;
        }, cancel);
        return begun ? new SignInOutcome(SignInResult.Done, Ticket(user, signIn, provedAt)) : SignInOutcome.Refused;
    }

    private async Task<SignInOutcome> RefuseAsync(string login, User? user, CancellationToken cancel)
    {
        Count(login);
        await ledger.EnqueueAsync(new AuditNote(user is null ? "nobody" : $"person:{user.Id}", "sign-in.refused", user?.Id ?? "unknown"), cancel);
        return SignInOutcome.Refused;
    }

    private ClaimsPrincipal Ticket(User user, string signIn, DateTimeOffset? provedAt = null) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(ClaimTypes.Name, user.Name), new Claim(StampClaim, user.Stamp), new Claim(SessionClaim, signIn),
            new Claim(ProvedClaim, (provedAt is { } then && then < time.GetUtcNow() ? then : time.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), new Claim(LanguageClaim, user.Language),
            .. user.Roles.Select(role => new Claim(ClaimTypes.Role, role)), .. user.Scopes.Select(scope => new Claim(ScopeClaim, scope)),
        ], Schemes.Person));

    private HalfWay? Read(string pending)
    {
        try
        {
            return JsonSerializer.Deserialize<HalfWay>(_halfWay.Unprotect(pending));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // Too late, or not ours.
        }
    }

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

    /// <summary>Who gave the right password; with a secret where the app is to be set up.</summary>
    private sealed record HalfWay(string User, string Stamp, byte[]? Secret);
}

internal enum SignInResult
{
    Refused = 1,
    /// <summary>The password fits; the code is still to come.</summary>
    NeedsCode,
    /// <summary>The password fits; the person has no authenticator app yet, or its first code was wrong.</summary>
    NeedsSetUp,
    WrongCode,
    Done,
}

/// <summary>How far a sign-in has come, and what the next step needs.</summary>
internal sealed record SignInOutcome(SignInResult Result, ClaimsPrincipal? Person)
{
    public static readonly SignInOutcome Refused = new(SignInResult.Refused, null);

    public string? Pending { get; init; }
    public byte[]? Secret { get; init; }
    public string Login { get; init; } = "";
}
