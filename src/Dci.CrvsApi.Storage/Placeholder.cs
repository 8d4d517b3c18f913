namespace Dci.CrvsApi.Storage; internal static class Placeholder;
