using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Sittings;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>One student's remote attendance of one exam: how it was prepared, and its life as of any sitting.</summary>
public sealed record RemoteSitting(string Id, string Exam, string Title, DateTimeOffset From, string Person, string Name, string Pack)
{
    public Preparation Preparation { get; init; } = Preparation.None;
    internal SittingLife Life { get; init; } = new(new SittingPlan(default, default, SittingMode.Remote, true, null));
    /// <summary>The steps of its life, in their order.</summary>
    internal IReadOnlyList<SittingStep> Steps { get; init; } = [];

    public Subject Subject => Subject.OfSitting(Exam, Id);
    public DateTimeOffset? Started => Life.StartAt;

    public DateTimeOffset EndsAt(DateTimeOffset now) => Life.EndsAt(now);

    public RemoteState StateAt(DateTimeOffset now) => Life.StateAt(now) switch
    {
        ExamState.Authorised => Preparation.State,
        // Whoever is known already still agrees to the rules and shows that the computer will do.
        ExamState.Identified => Preparation.State is RemoteState.Registered or RemoteState.Consented ? Preparation.State : RemoteState.Admitted,
        ExamState.Running => Life.OpenBreak is null ? RemoteState.Running : RemoteState.Paused,
        _ => RemoteState.Ended,
    };

    public bool IsRunning(DateTimeOffset now) => StateAt(now) is RemoteState.Running or RemoteState.Paused;

    /// <summary>What ended it: <c>terminate</c>, <c>finish</c> (the student) or <c>timeup</c>; null while it has not ended.</summary>
    public string? EndedBy(DateTimeOffset now) => StateAt(now) != RemoteState.Ended ? null : Life.IsTerminated ? "terminate"
        : Steps.Any(step => step.Kind == StepKind.End && step.By == Person) ? "finish" : "timeup";

    /// <summary>What the student should read about its state.</summary>
    public string? ReasonAt(DateTimeOffset now) => StateAt(now) switch
    {
        RemoteState.Checked => Preparation.AskedAgain,
        RemoteState.Paused => Last(StepKind.Pause, StepKind.Break, StepKind.Exit),
        RemoteState.Ended when Life.IsTerminated => Last(StepKind.Terminate),
        _ => null,
    };

    private string? Last(params StepKind[] kinds) => Steps.LastOrDefault(step => kinds.Contains(step.Kind))?.Reason;
}
