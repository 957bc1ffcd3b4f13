namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>A small disk of its own in memory; the test is skipped by name where mounting is not permitted.</summary>
internal sealed class Mount : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);
    private readonly string _folder;
    private readonly string _filler;

    private Mount(string folder) => (_folder, _filler) = (folder, Path.Combine(folder, "filler"));

    public static async Task<Mount> SmallAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await using var mount = ChildProcess.Start(Peer.Require("mount"), ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder]);
        Assert.SkipUnless(await mount.WaitForExitAsync(_limit) == 0, $"Needs the right to mount a small disk ({mount.Output}); run as root.");
        return new Mount(folder);
    }

    /// <summary>Leaves not a byte free.</summary>
    public void Fill()
    {
        using var filler = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    public void Free() => File.Delete(_filler);

    public async ValueTask DisposeAsync()
    {
        await using var unmount = ChildProcess.Start(Peer.Require("umount"), ["-l", _folder]);
        await unmount.WaitForExitAsync(_limit);
    }
}
