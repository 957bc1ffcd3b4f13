namespace EdgeProctoring.Packages.Tests.OnnxRuntime;

/// <summary>Skips by name where the native library was not fetched.</summary>
internal static class NativeRuntime
{
    public static void Require()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libonnxruntime.so.1");
        Assert.SkipUnless(File.Exists(file), "Needs ONNX Runtime; provisioning/fetch-onnxruntime fetches it (then build again).");
    }
}
