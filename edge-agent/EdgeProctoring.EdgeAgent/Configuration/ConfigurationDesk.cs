using System.Security.Cryptography;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// The node's configuration as a twin: what the hub wants is verified, checked as a whole, and applied, refused with all
/// errors, or kept waiting until a running exam has ended. The last good one survives a bad one and a restart.
/// </summary>
internal sealed partial class ConfigurationDesk
{
    private readonly Lock _gate = new();
    private readonly ECDsa _hubKey;
    private readonly ConfigurationFile _file;
    private readonly AgentSettings _settings;
    private readonly NodeClock _clock;
    private readonly ILogger _log;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (byte[] Signed, NodeConfiguration Wanted)? _waiting;

    public ConfigurationDesk(AgentSettings settings, NodeClock clock, ILogger<ConfigurationDesk> log)
    {
        (_settings, _clock, _log) = (settings, clock, log);
        _file = new ConfigurationFile(settings.Data);
        _hubKey = HubKey(settings.ConfigurationKey);
        Report = new ConfigurationReport(0, ConfigurationState.Applied, [], clock.Now);
        if (_file.Read() is { } kept)
        {
            _ = Offer(kept);
        }
    }

    public NodeConfiguration? Current { get; private set; }

    /// <summary>What the hub is told about the last configuration that came.</summary>
    public ConfigurationReport Report { get; private set; }

    /// <summary>Over at the next change; take it before looking at <see cref="Current"/>.</summary>
    public Task Changed { get { lock (_gate) { return _changed.Task; } } }

    /// <summary>Takes a signed configuration; the report says what became of it.</summary>
    public ConfigurationReport Offer(byte[] signed)
    {
        lock (_gate)
        {
            Report = Judge(signed);
            Log.Judged(_log, Report.Version, Report.State, string.Join("; ", Report.Errors));
            if (Report.State == ConfigurationState.Applied)
            {
                Announce();
            }
            return Report;
        }
    }

    /// <summary>Applies what had to wait, once nothing keeps it any more.</summary>
    public void TryApplyWaiting()
    {
        lock (_gate)
        {
            if (_waiting is { } waiting && !ConfigurationCheck.MustWait(waiting.Wanted, Current, _clock.Now))
            {
                _ = Offer(waiting.Signed);
            }
        }
    }

    public static ECDsa HubKey(string file)
    {
        try
        {
            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            throw new SettingsException("agent.json", [$"configurationKey is no public key ({broken.Message}); give the hub's P-256 key as PEM (BEGIN PUBLIC KEY)"]);
        }
    }

    private ConfigurationReport Judge(byte[] signed)
    {
        try
        {
            var envelope = Wire.DecodeSignedConfiguration(signed);
            if (!_hubKey.VerifyData(envelope.Batch.Span, envelope.Signature.Span, HashAlgorithmName.SHA256))
            {
                return Refused(0, ["the signature is not by the hub's configuration key; the hub must sign with the key of agent.json's configurationKey"]);
            }
            var wanted = Wire.DecodeConfiguration(envelope.Batch.Span);
            var faults = ConfigurationCheck.Faults(wanted, Current, _settings.Node, _settings.Profile);
            if (faults.Count > 0)
            {
                return Refused(wanted.Version, faults);
            }
            if (wanted.Version != Current?.Version && ConfigurationCheck.MustWait(wanted, Current, _clock.Now))
            {
                _waiting = (signed, wanted);
                return new ConfigurationReport(wanted.Version, ConfigurationState.Waiting, [], _clock.Now);
            }
            _file.Write(signed);
            (Current, _waiting) = (wanted, null);
            return new ConfigurationReport(wanted.Version, ConfigurationState.Applied, [], _clock.Now);
        }
        catch (IOException full)
        {
            // Applied only when it survives a restart.
            return Refused(0, [$"it cannot be kept ({full.Message}); free space on the node's disk"]);
        }
        catch (ContractException broken)
        {
            return Refused(0, [.. broken.Refusals.Select(refusal => refusal.ToString())]);
        }
    }

    private ConfigurationReport Refused(long version, IReadOnlyList<string> errors) =>
        new(version, ConfigurationState.Refused, [.. errors.Take(Limits.ConfigurationErrors)], _clock.Now);

    private void Announce()
    {
        var announced = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        announced.SetResult();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Configuration {Version}: {State}. {Errors}")]
        public static partial void Judged(ILogger logger, long version, ConfigurationState state, string errors);
    }
}
