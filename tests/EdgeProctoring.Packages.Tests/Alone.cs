namespace EdgeProctoring.Packages.Tests;

/// <summary>Tests that measure what the whole process holds: nobody else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
