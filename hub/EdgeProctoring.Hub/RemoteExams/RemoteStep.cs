namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>How a student prepares for a remote sitting. From the identification on its steps are those of any sitting.</summary>
public enum RemoteStep
{
    /// <summary>The student agreed to the rules; the detail names their pack.</summary>
    Consent = 1,
    /// <summary>The student's computer passed the check.</summary>
    Check,
    /// <summary>The student showed document and face; the detail names the pictures.</summary>
    Identity,
    /// <summary>A person asks the student to show document and face again; the detail says why.</summary>
    AskAgain,
}

/// <summary>How far a remote sitting has come, as its student's page needs to know.</summary>
public enum RemoteState
{
    Registered = 1,
    Consented,
    Checked,
    /// <summary>A person is to look at document and face.</summary>
    Waiting,
    Admitted,
    Running,
    Paused,
    Ended,
}
