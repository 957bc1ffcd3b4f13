namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Which lines of the audit trail are wanted.</summary>
public sealed record TrailWish(string? Who, string? Action, string? Exam, string? Day, long? Before);

/// <summary>One act: who, what, when.</summary>
public sealed record TrailLine(long Number, DateTimeOffset At, string Who, string Action, string What, string? Exam, string Detail);

/// <summary>Where an exam's chain stands; the empty exam is the hub's own.</summary>
public sealed record TrailChain(string Exam, long Links, string Hash, DateTimeOffset At);
