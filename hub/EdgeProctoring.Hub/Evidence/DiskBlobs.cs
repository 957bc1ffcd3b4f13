using System.Runtime.InteropServices;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>Blobs as files, <c>ab/abcd…</c>: synced, renamed into place, and the folder synced after that.</summary>
internal sealed class DiskBlobs(string folder) : IBlobStore
{
    public Task KeepAsync(string file, string sha256, CancellationToken cancel) => Task.Run(() =>
    {
        var target = PathOf(sha256);
        var shelf = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(shelf))
        {
            Directory.CreateDirectory(shelf);
            FolderSync.Sync(folder);
        }
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(handle);
        }
        File.Move(file, target, overwrite: true);
        FolderSync.Sync(shelf);
    }, cancel);

    public Task DeleteAsync(string sha256, CancellationToken cancel) => Task.Run(() =>
    {
        var file = PathOf(sha256);
        if (File.Exists(file))
        {
            File.Delete(file);
            FolderSync.Sync(Path.GetDirectoryName(file)!);
        }
    }, cancel);

    public Task<Stream?> OpenAsync(string sha256, CancellationToken cancel)
    {
        var path = PathOf(sha256);
        return Task.FromResult<Stream?>(File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous) : null);
    }

    private string PathOf(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException("A blob's name is 64 small hexadecimal digits.", nameof(sha256));
        }
        return Path.Combine(folder, sha256[..2], sha256);
    }
}

/// <summary>Makes a rename in a folder survive a power cut.</summary>
internal static partial class FolderSync
{
    private const int ReadOnlyFolder = 0x10000;

    public static void Sync(string folder)
    {
        var handle = Open(folder, ReadOnlyFolder);
        if (handle < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened for syncing (error {Marshal.GetLastPInvokeError()}).");
        }
        var result = Fsync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (result != 0)
        {
            throw new IOException($"The folder {folder} cannot be synced (error {error}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
