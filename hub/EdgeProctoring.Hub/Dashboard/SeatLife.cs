using EdgeProctoring.Hub.Sittings;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>How a sitting stands by what people did with it: paused, on a break, out, done; and how often it was warned.</summary>
internal sealed record SeatLife(string? State, DateTimeOffset? Since, DateTimeOffset? Until, int Warnings)
{
    private static readonly SeatLife _plain = new(null, null, null, 0);

    public static SeatLife Of(IEnumerable<SittingStep> steps, string sitting, string? room) =>
        steps.Where(step => step.Concerns(sitting, room)).Aggregate(_plain, (life, step) => life.With(step));

    private SeatLife With(SittingStep step) => State == "done" ? this : step.Kind switch
    {
        StepKind.Warn => this with { Warnings = Warnings + 1 },
        StepKind.Pause => Away("paused", step),
        StepKind.Break => Away("break", step),
        StepKind.Exit => Away("exit", step),
        StepKind.Resume or StepKind.Return => this with { State = null, Since = null, Until = null },
        StepKind.Terminate or StepKind.End => this with { State = "done", Since = step.At, Until = null },
        _ => this,
    };

    private SeatLife Away(string state, SittingStep step) =>
        this with { State = state, Since = step.At, Until = step.Minutes is { } minutes ? step.At.AddMinutes(minutes) : null };
}
