using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Sittings;

/// <summary>
/// A sitting from permission to the final grade: the plan, and the steps in their order. A step that is not possible when
/// it was made changes nothing, so the same steps always give the same life.
/// </summary>
internal sealed record SittingLife(SittingPlan Plan)
{
    private DateTimeOffset? _identified;
    private DateTimeOffset? _started;
    private DateTimeOffset? _ended;
    private ExamState? _settled;
    private TimeSpan _extra;

    public bool IsTerminated { get; private init; }
    public int Warnings { get; private init; }
    public IReadOnlyList<Break> Breaks { get; private init; } = [];
    public IReadOnlyList<SeatStay> Stays { get; private init; } = Plan.Seat is { } seat ? [new SeatStay(seat, Plan.From)] : [];
    public string? Seat => Stays is [.., { } last] ? last.Seat : null;
    public Break? OpenBreak => Breaks is [.., { To: null } open] ? open : null;
    public TimeSpan Extra => Plan.Granted + _extra;

    /// <summary>When judging begins; null while it has not.</summary>
    public DateTimeOffset? StartAt => _started ?? (Plan.Mode == SittingMode.Remote ? null
        : !Plan.NeedsIdentification ? Plan.From
        : _identified is { } known ? Later(known, Plan.From) : null);

    /// <summary>When it ends, or ended, as far as is known now: pauses move the end.</summary>
    public DateTimeOffset EndsAt(DateTimeOffset now)
    {
        if (_ended is { } ended)
        {
            return ended;
        }
        var end = Plan.To + Extra;
        foreach (var pause in Breaks)
        {
            end += pause.Kind == BreakKind.Pause && Later(pause.To ?? now, pause.From) is var to ? to - pause.From : TimeSpan.Zero;
        }
        return end;
    }

    public ExamState StateAt(DateTimeOffset now) => _settled
        ?? (now >= EndsAt(now) ? ExamState.Ended
        : StartAt is { } start && start <= now ? ExamState.Running
        : _identified is not null ? ExamState.Identified : ExamState.Authorised);

    /// <summary>Why a step is not possible at this time; null where it is.</summary>
    public StepRefusal? Refuse(StepKind kind, DateTimeOffset at)
    {
        var state = StateAt(at);
        var early = state is ExamState.Authorised or ExamState.Identified;
        var running = state == ExamState.Running;
        return kind switch
        {
            StepKind.Identify => _identified is not null ? StepRefusal.AlreadyDone : early || running ? null : StepRefusal.Over,
            StepKind.Start => Plan.Mode != SittingMode.Remote ? StepRefusal.StartsByItself : running ? StepRefusal.AlreadyDone
                : state == ExamState.Identified ? null : early ? StepRefusal.NotIdentified : StepRefusal.Over,
            StepKind.Warn or StepKind.End => When(running, state),
            StepKind.Terminate or StepKind.ExtraTime or StepKind.Move => early || running ? null : StepRefusal.Over,
            StepKind.Pause or StepKind.Break or StepKind.Exit => OpenBreak is not null ? StepRefusal.AlreadyAway : When(running, state),
            StepKind.Resume => OpenBreak is { Kind: BreakKind.Pause } ? null : StepRefusal.NotAway,
            StepKind.Return => OpenBreak is { Kind: BreakKind.Break or BreakKind.Exit } ? null : StepRefusal.NotAway,
            StepKind.Review => state == ExamState.Ended ? null : early || running ? StepRefusal.NotEnded : StepRefusal.AlreadyDone,
            StepKind.Decide => state is ExamState.Reviewed or ExamState.Appealed ? null : state < ExamState.Reviewed ? StepRefusal.NotReviewed : StepRefusal.AlreadyDone,
            StepKind.Appeal => state == ExamState.Decided ? null : StepRefusal.NotDecided,
            StepKind.Finalise => state == ExamState.Decided ? null : state == ExamState.Final ? StepRefusal.AlreadyDone : StepRefusal.NotDecided,
            _ => StepRefusal.Unknown,
        };
    }

    public SittingLife With(SittingStep step) => Refuse(step.Kind, step.At) is not null ? this : step.Kind switch
    {
        StepKind.Identify => this with { _identified = step.At },
        StepKind.Start => this with { _started = step.At },
        StepKind.Warn => this with { Warnings = Warnings + 1 },
        StepKind.Pause => Away(BreakKind.Pause, step.At, null),
        StepKind.Break => Away(BreakKind.Break, step.At, step.Minutes),
        StepKind.Exit => Away(BreakKind.Exit, step.At, step.Minutes),
        StepKind.Resume or StepKind.Return => Back(step.At),
        StepKind.ExtraTime => this with { _extra = _extra + TimeSpan.FromMinutes(step.Minutes ?? 0) },
        StepKind.Move => this with { Stays = [.. Stays.Take(Stays.Count - 1), .. Stays.TakeLast(1).Select(last => last with { To = Later(step.At, last.From) }), new SeatStay(step.Seat!, Later(step.At, Plan.From))] },
        StepKind.Terminate => Back(step.At) with { _ended = step.At, IsTerminated = true },
        StepKind.End => Back(step.At) with { _ended = step.At },
        StepKind.Review => this with { _settled = ExamState.Reviewed, _ended = EndsAt(step.At) },
        StepKind.Decide => this with { _settled = ExamState.Decided },
        StepKind.Appeal => this with { _settled = ExamState.Appealed },
        _ => this with { _settled = ExamState.Final },
    };

    private SittingLife Away(BreakKind kind, DateTimeOffset at, int? minutes) =>
        this with { Breaks = [.. Breaks, new Break(kind, at, null, minutes is { } most ? TimeSpan.FromMinutes(most) : null)] };

    private SittingLife Back(DateTimeOffset at) => OpenBreak is { } open ? this with { Breaks = [.. Breaks.Take(Breaks.Count - 1), open with { To = at }] } : this;

    private static StepRefusal? When(bool running, ExamState state) =>
        running ? null : state is ExamState.Authorised or ExamState.Identified ? StepRefusal.NotStarted : StepRefusal.Over;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>Why a step is not possible now.</summary>
internal enum StepRefusal
{
    Unknown = 1,
    NotStarted,
    NotIdentified,
    StartsByItself,
    AlreadyDone,
    /// <summary>On a break, outside or paused already.</summary>
    AlreadyAway,
    NotAway,
    NotEnded,
    NotReviewed,
    NotDecided,
    Over,
    /// <summary>There is no such seat in the room, or somebody sits there.</summary>
    SeatNotFree,
    /// <summary>Nobody in the room or the exam for whom it is possible.</summary>
    Nobody,
}
