namespace EdgeProctoring.Contracts;

/// <summary>What kind of witness made an observation.</summary>
public enum SourceKind
{
    /// <summary>A node in an exam room.</summary>
    Node = 1,
    /// <summary>The browser of a remote examinee.</summary>
    Browser = 2,
    /// <summary>The hub's own vision, over a remote examinee's pictures and sound.</summary>
    HubVision = 3,
    /// <summary>A person on duty.</summary>
    Person = 4,
}
