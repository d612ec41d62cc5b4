{{/* A Service's name begins with a letter, has no dot and at most 63 characters, of which parts want 23; a release's may
   be otherwise. Where a name has to be changed for that, a mark of the whole release keeps it apart from others that would
   come out the same. */}}
{{- define "footage.name" -}}
{{- $name := .Release.Name | replace "." "-" }}
{{- if not (contains "footage" $name) }}{{ $name = printf "%s-footage" $name }}{{ end }}
{{- if regexMatch "^[0-9]" $name }}{{ $name = printf "footage-%s" $name }}{{ end }}
{{- if or (gt (len $name) 40) (contains "." .Release.Name) }}
{{- $name = printf "%s-%s" ($name | trunc 31 | trimSuffix "-") (.Release.Name | sha256sum | trunc 8) }}
{{- end }}
{{- $name }}
{{- end }}

{{- define "footage.selector" -}}
app.kubernetes.io/name: footage
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "footage.labels" -}}
{{ include "footage.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "footage.image" -}}
{{ include "footage.reference" (list .Values.image.repository (.Values.image.tag | default .Chart.AppVersion)) }}
{{- end }}

{{/* A tag, or a digest (sha256:...), which stands behind another sign. */}}
{{- define "footage.reference" -}}
{{ index . 0 }}{{ ternary "@" ":" (hasPrefix "sha256:" (index . 1)) }}{{ index . 1 }}
{{- end }}

{{- define "footage.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ .Values.serviceAccount.name | default (include "footage.name" .) }}{{ else }}{{ .Values.serviceAccount.name | default "default" }}{{ end -}}
{{- end }}

{{/* Nobody in a pod has rights: neither on the node, nor on its own root. */}}
{{- define "footage.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "footage.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "footage.env" -}}
{{- range $name, $key := .Values.secret.files }}
- name: {{ $name }}_FILE
  value: /run/secrets/footage/{{ $key }}
{{- end }}
{{- range $name, $key := .Values.secret.paths }}
- name: {{ $name }}
  value: /run/secrets/footage/{{ $key }}
{{- end }}
{{- range $name, $value := .Values.settings }}
{{- /* Helm holds numbers as floating point, and would write large ones as 1e+07. */}}
- {name: {{ $name }}, value: {{ ternary (toJson $value) $value (kindIs "float64" $value) | quote }}}
{{- end }}
{{- end }}

{{- define "footage.processEnv" -}}
{{ include "footage.env" . }}
{{- if .Values.storage.url }}
- {name: FOOTAGE_STORAGE, value: {{ .Values.storage.url | quote }}}
{{- else if .Values.storage.claim }}
- {name: FOOTAGE_STORAGE, value: /films}
{{- end }}
- {name: FOOTAGE_PUBLIC_URL, value: {{ required "publicUrl: say under which address Footage is reached" .Values.publicUrl | quote }}}
- {name: FOOTAGE_METRICS_HOST, value: 0.0.0.0}
- {name: FOOTAGE_METRICS_PORT, value: {{ .Values.metrics.port | quote }}}
{{- end }}

{{- define "footage.mounts" -}}
- {name: data, mountPath: /data}
- {name: tmp, mountPath: /tmp}
- {name: secrets, mountPath: /run/secrets/footage, readOnly: true}
{{- if .Values.storage.claim }}
- {name: films, mountPath: /films}
{{- end }}
{{- range $name, $_ := .Values.home.files }}
- {name: home, mountPath: /data/{{ $name }}, subPath: {{ $name }}, readOnly: true}
{{- end }}
{{- if .Values.home.brands }}
- {name: brands, mountPath: /data/brands, readOnly: true}
{{- end }}
{{- end }}

{{/* A file that is mounted by itself does not follow its ConfigMap: pods are replaced when it changes. */}}
{{- define "footage.annotations" -}}
checksum/home: {{ toYaml .Values.home.files | sha256sum }}
{{- end }}

{{- define "footage.volumes" -}}
- name: data
  emptyDir: {sizeLimit: {{ .Values.work.size }}}
- name: tmp
  emptyDir: {sizeLimit: {{ .Values.work.tmpSize }}}
- name: secrets
  secret:
    secretName: {{ .Values.secret.name | quote }}
    defaultMode: 0440
    items:
      {{- range $key := concat (values .Values.secret.files) (values .Values.secret.paths) | uniq | sortAlpha }}
      - {key: {{ $key | quote }}, path: {{ $key | quote }}}
      {{- end }}
{{- if .Values.storage.claim }}
- name: films
  persistentVolumeClaim: {claimName: {{ .Values.storage.claim | quote }}}
{{- end }}
{{- if .Values.home.files }}
- name: home
  configMap: {name: {{ include "footage.name" . }}-home}
{{- end }}
{{- if .Values.home.brands }}
- name: brands
  persistentVolumeClaim: {claimName: {{ .Values.home.brands | quote }}, readOnly: true}
{{- end }}
{{- end }}

{{/* Pods of one kind on machines of their own, as far as there are some. */}}
{{- define "footage.spread" -}}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "footage.selector" .root | nindent 6 }}
      app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* As many workers as jobs wait or run, by as many as one makes at a time; never fewer for as long as a job may take. */}}
{{- define "footage.scaledObject" -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ include "footage.name" .root }}-{{ .component }}
  labels:
    {{- include "footage.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
spec:
  scaleTargetRef: {name: {{ include "footage.name" .root }}-{{ .component }}}
  minReplicaCount: {{ .scaling.min }}
  maxReplicaCount: {{ .scaling.max }}
  cooldownPeriod: {{ .scaling.cooldownSeconds }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          stabilizationWindowSeconds: {{ .scaling.cooldownSeconds }}
  triggers:
    - type: postgresql
      metadata:
        query: "SELECT count(*) FROM footage_job WHERE status IN ('queued', 'working') AND queue = '{{ .queue }}'"
        targetQueryValue: {{ .atOnce | quote }}
      authenticationRef: {name: {{ include "footage.name" .root }}-database}
{{- end }}
