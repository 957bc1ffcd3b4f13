namespace EdgeProctoring.Vision;

/// <summary>One model of the manifest: what it does, which file it is to the byte, where it comes from.</summary>
public sealed record ModelEntry
{
    public required string Name { get; init; }
    public required string Task { get; init; }
    /// <summary>File name without folder.</summary>
    public required string File { get; init; }
    public required long Bytes { get; init; }
    /// <summary>64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
    public required string Licence { get; init; }
    /// <summary>Which way of preparing pictures and reading results the weights need.</summary>
    public required string Recipe { get; init; }
    /// <summary>Fetched only when it is asked for by name: its licence is not settled.</summary>
    public bool OnRequest { get; init; }
    /// <summary>Absent for what is ours.</summary>
    public ModelOrigin? Origin { get; init; }
    public required IReadOnlyList<ModelInput> Inputs { get; init; }
    public required IReadOnlyList<string> Outputs { get; init; }
}

/// <summary>The public repository that the weights were taken from.</summary>
public sealed record ModelOrigin(string Repository, string Path, string Commit);

/// <summary>An input of a model; a side that is open is -1.</summary>
public sealed record ModelInput(string Name, string Type, IReadOnlyList<int> Shape);
