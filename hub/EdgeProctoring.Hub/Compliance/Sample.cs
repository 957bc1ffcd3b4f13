using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Compliance;

/// <summary>Decided incidents of a period, drawn for a second look.</summary>
public sealed record Sample(string Id, long Number, DateTimeOffset From, DateTimeOffset To, string Seed, int Population, string By, string Name, DateTimeOffset At);

/// <summary>One of them: the first decision as it was when the sample was drawn, and who looked again.</summary>
public sealed record SampleItem(string Sample, int Number, string Exam, string Sitting, string? Room, string Incident, ViolationCode Code, string Verdict, string By, string Name, VerdictKind First)
{
    public SecondLook? Second { get; init; }
    public SecondLook? Third { get; init; }
    public bool Agrees => Second?.Decision == First;

    /// <summary>What stands after all looks; null while one is missing.</summary>
    public VerdictKind? Settled => Second is null ? null : Agrees ? First : Third?.Decision;

    /// <summary>Whose turn it is: 2, 3, or none where all is settled.</summary>
    public int? Turn => Second is null ? 2 : Settled is null ? 3 : null;

    /// <summary>Each look is another person's.</summary>
    public bool IsFor(string person) => Turn is not null && person != By && person != Second?.By;
}

/// <summary>A decision by somebody who did not see the first one.</summary>
public sealed record SecondLook(string By, string Name, VerdictKind Decision, string? Note, DateTimeOffset At);
