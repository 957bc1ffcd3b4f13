namespace EdgeProctoring.Hub.Evidence;

/// <summary>Keeps bytes under their own SHA-256. What is kept never changes; the same bytes are kept once.</summary>
internal interface IBlobStore
{
    /// <summary>Takes a finished file over: when this returns, the bytes survive a power cut. The file is gone afterwards.</summary>
    Task KeepAsync(string file, string sha256, CancellationToken cancel);

    /// <summary>Deletes it for good; fine where it is not there.</summary>
    Task DeleteAsync(string sha256, CancellationToken cancel);

    /// <summary>The bytes for reading, seekable; null where they are not kept.</summary>
    Task<Stream?> OpenAsync(string sha256, CancellationToken cancel);
}
