namespace EdgeProctoring.Hub.Sittings;

/// <summary>What a person does with a sitting.</summary>
internal enum StepKind
{
    /// <summary>The examinee is who the roster says.</summary>
    Identify = 1,
    /// <summary>The examinee pressed OK (remote); in a hall the clock or the identification starts.</summary>
    Start,
    Warn,
    /// <summary>The sitting rests, and its end moves by as long.</summary>
    Pause,
    Resume,
    /// <summary>An approved break, for so many minutes at most where it names some.</summary>
    Break,
    /// <summary>A permitted exit, for so many minutes at most.</summary>
    Exit,
    /// <summary>Back from a break or an exit.</summary>
    Return,
    /// <summary>So many minutes more.</summary>
    ExtraTime,
    /// <summary>Another seat of the same room.</summary>
    Move,
    /// <summary>Ended by force.</summary>
    Terminate,
    /// <summary>The examinee has finished.</summary>
    End,
    /// <summary>Somebody has looked through everything.</summary>
    Review,
    /// <summary>A named person has signed the outcome.</summary>
    Decide,
    Appeal,
    /// <summary>Nothing follows any more.</summary>
    Finalise,
}

/// <summary>One step: for one sitting, for everybody in a room (no sitting), or for everybody of the exam (no room either).</summary>
internal sealed record SittingStep(string Id, string Exam, string? Room, string? Sitting, StepKind Kind, string By, string Name, DateTimeOffset At)
{
    /// <summary>Its place among the exam's steps.</summary>
    public long Number { get; init; }
    public int? Minutes { get; init; }
    public string? Seat { get; init; }
    public string? Reason { get; init; }

    public bool Concerns(string sitting, string? room) => Sitting is not null ? Sitting == sitting : Room is null || Room == room;
}
