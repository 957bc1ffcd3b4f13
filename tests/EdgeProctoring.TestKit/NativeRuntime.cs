namespace EdgeProctoring.TestKit;

/// <summary>Skips by name where ONNX Runtime was not fetched before the build.</summary>
public static class NativeRuntime
{
    public static void Require()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libonnxruntime.so.1");
        Assert.SkipUnless(File.Exists(file), "Needs ONNX Runtime; provisioning/fetch-onnxruntime fetches it (then build again).");
    }
}
