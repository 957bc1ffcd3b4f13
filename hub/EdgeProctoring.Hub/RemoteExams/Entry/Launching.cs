using System.Collections.Concurrent;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.People.Oidc;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Why a link opens nothing; the student reads it in words.</summary>
public enum LaunchRefusal
{
    /// <summary>Not signed by the partner for us, or not understood.</summary>
    Refused = 1,
    Late,
    Used,
    /// <summary>The student has no account here, or does not sit this exam at home.</summary>
    Unregistered,
}

/// <summary>Takes students over from a partner's platform. A link works once; only students come this way, and only to their own exam.</summary>
internal sealed partial class Launching(IOptions<PartnerOptions> options, HubFiles files, IDatabase database, Ledger ledger, SignIn signIn, TimeProvider time, ILogger<Launching> log)
{
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<string, SigningKeys> _keys = new(StringComparer.Ordinal);

    public Partner? Find(string partner) => options.Value.Find(partner);

    /// <summary>The ticket and the sitting that it is for; else why not.</summary>
    public async Task<(SignInOutcome? In, string? Sitting, LaunchRefusal? Refusal)> TakeAsync(Partner partner, string token, CancellationToken cancel)
    {
        if (KeysOf(partner) is not { } keys)
        {
            return await RefuseAsync(partner, LaunchRefusal.Refused, "its keys cannot be read", cancel);
        }
        if (LaunchToken.Read(token, partner, keys, time.GetUtcNow(), out var why, out var isLate) is not { } launch)
        {
            return await RefuseAsync(partner, isLate ? LaunchRefusal.Late : LaunchRefusal.Refused, why!, cancel);
        }
        if (!await IsFirstAsync(partner, launch, cancel))
        {
            return await RefuseAsync(partner, LaunchRefusal.Used, $"{launch.Id} was used before", cancel);
        }
        await using var session = await database.ReadAsync(cancel);
        if (await UserStore.FindByLoginAsync(session, launch.Login, cancel) is not { } user || user.Roles is not [Roles.Student])
        {
            return await RefuseAsync(partner, LaunchRefusal.Unregistered, $"'{launch.Login}' is no student here", cancel);
        }
        if ((await RemoteStore.OfPersonAsync(session, user.Id, cancel)).Find(sitting => sitting.Exam == launch.Exam) is not { } sitting)
        {
            return await RefuseAsync(partner, LaunchRefusal.Unregistered, $"'{launch.Login}' does not sit '{launch.Exam}' at home", cancel);
        }
        var outcome = await signIn.TakeAsync(launch.Login, null, cancel);
        return outcome.Result == SignInResult.Refused ? await RefuseAsync(partner, LaunchRefusal.Unregistered, "the account is disabled or rests", cancel) : (outcome, sitting.Id, null);
    }

    private async Task<(SignInOutcome?, string?, LaunchRefusal?)> RefuseAsync(Partner partner, LaunchRefusal refusal, string why, CancellationToken cancel)
    {
        await ledger.EnqueueAsync(new AuditNote("nobody", "launch.refused", partner.Id, detail: why[..Math.Min(why.Length, Limits.TextLength)]), cancel);
        return (null, null, refusal);
    }

    private Task<bool> IsFirstAsync(Partner partner, LaunchToken launch, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        await entry.Session.DoAsync("DELETE FROM launches WHERE at_us < @old", stop, ("@old", WireTime.ToMicroseconds(entry.Now - _remembered)));
        var isFirst = await entry.Session.DoAsync("INSERT INTO launches (partner, token, at_us) VALUES (@partner, @token, @at) ON CONFLICT (partner, token) DO NOTHING", stop,
            ("@partner", partner.Id), ("@token", launch.Id), ("@at", WireTime.ToMicroseconds(entry.Now))) > 0;
        if (isFirst)
        {
            await entry.AuditAsync($"partner:{partner.Id}", "launch", launch.Login, launch.Exam, launch.Id, stop);
        }
        return isFirst;
    }, cancel);

    private SigningKeys? KeysOf(Partner partner)
    {
        try
        {
            return _keys.GetOrAdd(partner.Id, _ =>
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(files.Resolve(partner.Keys)), new JsonDocumentOptions { MaxDepth = 8 });
                return SigningKeys.Read(document.RootElement);
            });
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Log.NoKeys(log, partner.Keys, partner.Id, broken.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The keys {File} of partner {Partner} cannot be read, so none of its links works: {Reason}")]
        public static partial void NoKeys(ILogger logger, string file, string partner, string reason);
    }
}
