namespace EdgeProctoring.Contracts;

/// <summary>How far a sitting has come, from permission to the final grade.</summary>
public enum ExamState
{
    Authorised = 1,
    Identified,
    Running,
    Ended,
    Reviewed,
    Decided,
    Appealed,
    Final,
}
