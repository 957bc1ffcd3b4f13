namespace EdgeProctoring.Rules;

/// <summary>What became of an observation or verdict that was added.</summary>
public enum Taken
{
    /// <summary>It is new and may change the judgement.</summary>
    Added = 1,
    /// <summary>It was known already.</summary>
    Duplicate,
    /// <summary>It concerns another sitting or exam.</summary>
    Foreign,
    /// <summary>No rule of the pack asks for it.</summary>
    Unused,
}
