using EdgeProctoring.Contracts;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Brings waiting evidence to the hub, that of running exams first, the newest first. A file is freed when the hub holds it.</summary>
internal sealed partial class EvidenceUploader(UploaderParts parts, ConfigurationDesk desk, ILogger<EvidenceUploader> log) : BackgroundService
{
    private const int LookAhead = 200;
    /// <summary>So many answers that the file itself is wrong put it aside.</summary>
    private const int MostRefusals = 3;
    private static readonly TimeSpan _leastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _mostPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _tidy = TimeSpan.FromMinutes(1);

    private readonly Signal _wake = new();
    private readonly Dictionary<string, int> _refusals = [];

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        parts.Spool.Appended += _wake.Set;
        using var channel = HubChannel.Open(parts.Settings, parts.Node);
        using var reader = new SpoolReader(parts.Spool.File);
        var time = parts.Clock.Time;
        var upload = new EvidenceUpload(new V1.Evidence.EvidenceClient(channel), parts.Folder, new Bandwidth(parts.Settings.UploadKilobytesPerSecond, time), time);
        var pause = new BackOff(_leastPause, _mostPause, Random.Shared);
        await parts.Clock.TrustedAsync(stopping);
        await parts.Keeper.TidyAsync(reader, stopping);
        while (true)
        {
            if (Next(reader) is not { } evidence)
            {
                await _wake.WaitAsync(_tidy, time, stopping);
                await parts.Keeper.TidyAsync(reader, stopping);
                continue;
            }
            if (await TrySendAsync(upload, evidence, stopping))
            {
                pause.Reset();
            }
            else
            {
                await Task.Delay(pause.Next(), time, stopping);
            }
        }
    }

    private StoredEvidence? Next(SpoolReader reader)
    {
        var now = parts.Clock.Now;
        var running = desk.Current?.Exams.Where(exam => exam.From <= now && now < exam.To).Select(exam => exam.Exam).ToHashSet() ?? [];
        var waiting = reader.Waiting(LookAhead);
        return waiting.FirstOrDefault(evidence => evidence.Subject.Exam is { } exam && running.Contains(exam)) ?? (waiting.Count > 0 ? waiting[0] : null);
    }

    /// <summary>False when the hub cannot be reached or does not want it now.</summary>
    private async Task<bool> TrySendAsync(EvidenceUpload upload, StoredEvidence evidence, CancellationToken cancel)
    {
        try
        {
            if (await upload.SendAsync(evidence, cancel))
            {
                await parts.Spool.SettleAsync(evidence.Id, EvidenceState.Held, "", cancel);
                _refusals.Remove(evidence.Id);
                return true;
            }
            return await RefusedAsync(evidence, "the hub does not hold the whole", cancel);
        }
        catch (FileNotFoundException)
        {
            await parts.Spool.SettleAsync(evidence.Id, EvidenceState.Dead, "its file is gone from this node", cancel);
            Log.Dead(log, evidence.Id, "its file is gone from this node");
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.InvalidArgument or StatusCode.PermissionDenied or StatusCode.DataLoss or StatusCode.FailedPrecondition)
        {
            return await RefusedAsync(evidence, $"{refused.StatusCode}: {refused.Status.Detail}", cancel);
        }
        catch (Exception lost) when (lost is TimeoutException or RpcException)
        {
            cancel.ThrowIfCancellationRequested();
            Log.Lost(log, parts.Settings.Grpc, lost is RpcException call ? call.Status.Detail : lost.Message);
            return false;
        }
    }

    private async Task<bool> RefusedAsync(StoredEvidence evidence, string reason, CancellationToken cancel)
    {
        var times = _refusals.GetValueOrDefault(evidence.Id) + 1;
        _refusals[evidence.Id] = times;
        Log.Refused(log, evidence.Id, reason);
        if (times < MostRefusals)
        {
            return false;
        }
        _refusals.Remove(evidence.Id);
        var text = reason.Length <= Limits.TextLength ? reason : reason[..Limits.TextLength];
        await parts.Spool.SettleAsync(evidence.Id, EvidenceState.Dead, text, cancel);
        Log.Dead(log, evidence.Id, text);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Evidence waits, the hub at {Address} cannot be reached: {Reason}")]
        public static partial void Lost(ILogger logger, string address, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The hub did not take evidence {Evidence}: {Reason}")]
        public static partial void Refused(ILogger logger, string evidence, string reason);

        [LoggerMessage(3, LogLevel.Error, "Evidence {Evidence} is put aside: {Reason}. See doctor.")]
        public static partial void Dead(ILogger logger, string evidence, string reason);
    }
}

/// <summary>What the uploader works with.</summary>
internal sealed record UploaderParts(AgentSettings Settings, NodeIdentity Node, NodeClock Clock, Spool Spool, EvidenceFolder Folder, EvidenceKeeper Keeper);
