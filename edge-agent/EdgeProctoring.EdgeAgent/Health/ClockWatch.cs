using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Looks after steps of the machine's clock. From a time that cannot be true to a true one: what was kept meanwhile is corrected,
/// since nothing of it was sent. From one possible time to another: what was sent stays as it was, and the record says by how much.
/// </summary>
internal sealed partial class ClockWatch(NodeClock clock, Spool spool, ItemMaker items, NodeCondition condition, ILogger<ClockWatch> log) : BackgroundService
{
    public static readonly ObservationKind Stepped = new("clock.stepped");
    /// <summary>Less is a drift that time services take back by themselves.</summary>
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);
    private bool _refused;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (!clock.IsTrusted)
        {
            Log.Unknown(log, clock.Now);
        }
        using var ticks = new PeriodicTimer(_every, clock.Time);
        do
        {
            if (clock.Skew.Duration() > _step)
            {
                await FollowAsync(stopping);
            }
        }
        while (await ticks.WaitForNextTickAsync(stopping));
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        var (skew, wasTrusted) = (clock.Skew, clock.IsTrusted);
        if (wasTrusted && !clock.IsPlausible(clock.Now + skew))
        {
            if (!_refused)
            {
                Log.Refused(log, clock.Now + skew, clock.Now);
            }
            _refused = true;
            return;
        }
        _refused = false;
        var (step, corrected) = wasTrusted ? (clock.Follow(), 0) : await spool.CorrectAsync(clock, cancel);
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the clock was set {(step > TimeSpan.Zero ? "forward" : "back")} by {step.Duration().TotalSeconds:0.0} s; ")
            + (wasTrusted ? "earlier stamps of this life are off by that much" : $"{corrected} earlier stamps of this life were corrected");
        Log.Stepped(log, text);
        var now = clock.Now;
        var item = items.OfNode(Stepped, new Subject { Room = condition.Room.Length > 0 ? condition.Room : null }, clock.NewId(), now, now, text);
        var observed = item.Observation!;
        await spool.AppendAsync(SpoolEntry.Of(item with { Observation = observed with { Clock = observed.Clock with { Offset = step } } }), cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The machine's clock says {Now:u}, when its certificate does not hold: the node records, and sends nothing until a time service has set the clock right.")]
        public static partial void Unknown(ILogger logger, DateTimeOffset now);

        [LoggerMessage(2, LogLevel.Warning, "Clock: {Text}.")]
        public static partial void Stepped(ILogger logger, string text);

        [LoggerMessage(3, LogLevel.Error, "The machine's clock was set to {Wrong:u}, when the node's certificate does not hold; the node keeps its own time, {Now:u}.")]
        public static partial void Refused(ILogger logger, DateTimeOffset wrong, DateTimeOffset now);
    }
}
