namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>How far a student's preparation has come: nothing but its steps, folded in their order.</summary>
public sealed record Preparation
{
    public static readonly Preparation None = new();

    public RemoteState State { get; private init; } = RemoteState.Registered;
    /// <summary>How many steps led here.</summary>
    public long Steps { get; private init; }
    /// <summary>The pictures of document and face.</summary>
    public IReadOnlyList<string> Pictures { get; private init; } = [];
    /// <summary>Why the pictures are asked for again.</summary>
    public string? AskedAgain { get; private init; }

    /// <summary>The preparation after this step; null where the step cannot be taken here.</summary>
    public Preparation? After(RemoteStep step, string detail) => Next(step) is not { } state ? null : (this with { State = state, Steps = Steps + 1 }) switch
    {
        var next when step is RemoteStep.Identity => next with { Pictures = detail.Split(' ', StringSplitOptions.RemoveEmptyEntries), AskedAgain = null },
        var next when step is RemoteStep.AskAgain => next with { AskedAgain = detail },
        var next => next,
    };

    private RemoteState? Next(RemoteStep step) => (State, step) switch
    {
        (RemoteState.Registered, RemoteStep.Consent) => RemoteState.Consented,
        // A check may be made again, for instance on another computer.
        (RemoteState.Consented or RemoteState.Checked, RemoteStep.Check) => RemoteState.Checked,
        (RemoteState.Waiting, RemoteStep.Check) => RemoteState.Waiting,
        (RemoteState.Checked or RemoteState.Waiting, RemoteStep.Identity) => RemoteState.Waiting,
        (RemoteState.Waiting, RemoteStep.AskAgain) => RemoteState.Checked,
        _ => null,
    };
}
